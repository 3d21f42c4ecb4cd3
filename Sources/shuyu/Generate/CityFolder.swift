// SPDX-License-Identifier: Apache-2.0

import CityGenerator
import Cryptography
import Foundation

/// Writes a generated city into a folder, one file for each table, and hashes it on the way.
struct CityFolder: CitySink {
  private let folder: URL
  private var file: FileHandle?
  private var hasher = Hasher256(.sha256)

  /// Makes the folder when it is missing.
  init(_ path: String) throws {
    folder = URL(fileURLWithPath: path, isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  mutating func open(_ table: CityTable, encoding: CityEncoding) throws {
    let place = folder.appendingPathComponent(table.fileName)
    try Data().write(to: place)
    file = try FileHandle(forWritingTo: place)
    hasher = Hasher256(.sha256)
  }

  mutating func append(_ bytes: [UInt8]) throws {
    hasher.update(bytes)
    try file?.write(contentsOf: bytes)
  }

  mutating func close() throws -> String {
    try file?.close()
    file = nil
    return hasher.finalize().hex
  }
}
