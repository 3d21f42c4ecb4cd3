// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Sandbox
import Vault
import Work

extension WorkFixture {
  /// An id that follows from a name.
  static func id(_ prefix: String, _ name: String) -> RecordID {
    RecordID.make(prefix: prefix, random: SHA256.hash(Array(name.utf8)).bytes)
  }

  /// Puts bytes in the vault as an upload.
  func upload(_ name: String, _ bytes: [UInt8]) throws -> RecordID {
    let id = WorkFixture.id("UPL", name)
    _ = try vault.write(VaultID(id.rawValue), pieces: [bytes], at: WorkFixture.now)
    platform.putUp(id)
    return id
  }

  /// The whole content of an object.
  func content(_ id: RecordID) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try vault.read(VaultID(id.rawValue)) { bytes += $0 }
    return bytes
  }

  /// The names of all objects in the vault.
  func objects() throws -> [String] { try vault.list().entries.map(\.receipt.id.rawValue) }

  /// Runs a query over a Parquet object, `t`, and gives what it prints.
  func query(_ object: RecordID, _ sql: String) async throws -> String {
    try await memory.withFolder { folder in
      try folder.write(try content(object), to: "t.parquet")
      let receipt = try await TrustedQuery(
        sql: "CREATE VIEW t AS FROM '/in/t.parquet'; \(sql)",
        inputs: [InputFile(name: "t.parquet", path: folder.path("t.parquet"))], outputs: .none
      ).run(with: parts.sandbox)
      return String(decoding: receipt.standardOutput + receipt.standardError, as: UTF8.self)
    }
  }

  /// Whether nothing of the domain's work is left in memory.
  func isMemoryClean() throws -> Bool { try memory.folders().isEmpty }
}
