// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Testing
import Vault

/// A vault with its keys in a folder of its own, which goes when the test ends.
final class VaultFixture {
  static let passphrase = "correct horse battery"
  let folder: URL
  let random = SystemRandom()
  let keys: FileKeyStore
  let store: VaultStore
  let now = Instant(milliseconds: 1_795_000_000_000)

  init(suite: CipherSuite = .intl, chunkBytes: Int = 64) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "vault-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    keys = try FileKeyStore.create(
      path: folder.appending(path: "keys").path, passphrase: VaultFixture.passphrase,
      random: random, suite: suite, cost: .weakForTests)
    store = try VaultStore(
      root: folder.appending(path: "vault").path, keys: keys, random: random, suite: suite,
      chunkBytes: chunkBytes)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func content(_ id: VaultID) -> String { path("vault/objects/\(id).data") }

  func record(_ id: VaultID) -> String { path("vault/objects/\(id).key") }

  func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  func put(_ bytes: [UInt8], at path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  @discardableResult
  func write(_ id: VaultID, _ content: [UInt8]) throws -> VaultReceipt {
    try store.write(id, pieces: [content], at: now)
  }

  func read(_ id: VaultID) throws -> [UInt8] {
    var content: [UInt8] = []
    try store.read(id) { content += $0 }
    return content
  }

  /// All bytes of all files under the vault's folder.
  func everything() throws -> [[UInt8]] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: path("vault"))
    return try names.map { path("vault/\($0)") }.filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.map(bytes)
  }
}

extension [UInt8] {
  /// Whether the other bytes stand somewhere in these.
  func contains(_ other: [UInt8]) -> Bool {
    Data(self).range(of: Data(other)) != nil
  }

  /// These bytes with one bit changed at an index.
  func flipped(_ index: Int) -> [UInt8] {
    var changed = self
    changed[index] ^= 1
    return changed
  }
}

extension VaultFixture {
  /// Removes a file; false when it was not there.
  func remove(_ path: String) -> Bool {
    do {
      try FileManager.default.removeItem(atPath: path)
      return true
    } catch {
      return false
    }
  }

  /// The names in a folder under the vault's, sorted.
  func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path("vault/\(folder)")).sorted()
  }
}
