// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import Platform
import Store
import Testing

/// A file whose pages went bad under a running platform.
@Suite struct DamageTests {
  private static let file = "state.sqlite"

  private func opened(_ folder: URL) throws -> PlatformDatabase {
    try PlatformDatabase(path: folder.appending(path: Self.file).path, registry: .shuyu)
  }

  /// Fills uploads, closes the file and writes over its last pages.
  private func damaged(_ folder: URL) throws {
    let database = try opened(folder)
    try database.pool.write { connection in
      for number in 0..<2_000 {
        try connection.execute(
          sql: """
            INSERT INTO idempotency (account, key, request, response, created_at)
            VALUES (?, ?, zeroblob(32), hex(zeroblob(250)), ?)
            """, arguments: ["ACC-1", "key-\(number)", number])
      }
    }
    #expect(!database.pool.isDamaged)
    try database.close()
    let handle = try FileHandle(forUpdating: folder.appending(path: Self.file))
    let end = try handle.seekToEnd()
    try handle.seek(toOffset: end - 40 * 4_096)
    try handle.write(contentsOf: Data(repeating: 0xEE, count: 40 * 4_096))
    try handle.close()
  }

  @Test func `a damaged page is remembered, and other pages still answer`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-damage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try damaged(folder)
    let database = try opened(folder)
    #expect(try database.entryCount() == 0)
    #expect(!database.pool.isDamaged)
    #expect(throws: DatabaseError.self) {
      try database.pool.read { connection in
        try Row.fetchAll(connection, sql: "SELECT response FROM idempotency")
      }
    }
    #expect(database.pool.isDamaged)
    #expect(try database.entryCount() == 0)
    #expect(database.pool.isDamaged)
  }
}
