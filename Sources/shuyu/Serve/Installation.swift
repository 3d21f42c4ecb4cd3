// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Where an installation keeps its files: one folder per role.
struct Installation: Sendable {
  /// The root of all.
  let root: URL

  /// Uses a folder.
  init(_ path: String) {
    root = URL(filePath: path, directoryHint: .isDirectory).absoluteURL
  }

  /// The state and the entries.
  var database: URL { root.appending(path: "office/shuyu.sqlite") }
  /// The published log.
  var ledger: URL { root.appending(path: "office/ledger") }
  /// The keys that sign the log, wrapped.
  var logKeys: URL { root.appending(path: "office/log-keys.json") }
  /// The key that seals the cursors of listings, wrapped.
  var cursorKey: URL { root.appending(path: "office/cursor-key.json") }
  /// The key that hides codes of verified persons and enterprises, wrapped.
  var identityKey: URL { root.appending(path: "office/identity-key.json") }
  /// Encrypted objects.
  var vault: URL { root.appending(path: "domain/vault") }
  /// What work writes that memory does not carry, encrypted under keys that are in memory only.
  var scratch: URL { root.appending(path: "domain/scratch") }
  /// The master keys, sealed by the passphrase.
  var keyFile: URL { root.appending(path: "domain/keys.json") }
  /// Whether the master keys were made, at the first start.
  var hasKeys: Bool { FileManager.default.fileExists(atPath: keyFile.path) }
  /// Product files and usage segments.
  var edge: URL { root.appending(path: "edge") }
  /// The first administrators and their passwords, until somebody takes them away.
  var firstAccounts: URL { root.appending(path: "first-accounts.json") }
  /// The passphrase when none is given: beside the data, never in it.
  var passphrase: URL {
    root.deletingLastPathComponent().appending(path: "\(root.lastPathComponent).passphrase")
  }

  /// The bytes that are free where encrypted objects lie; nil when the system does not say.
  var freeBytes: Int? {
    do {
      let values = try FileManager.default.attributesOfFileSystem(forPath: vault.path)
      return (values[.systemFreeSize] as? NSNumber)?.intValue
    } catch {
      return nil
    }
  }

  /// What the process that works on the folder holds.
  var lock: URL { root.appending(path: "server.lock") }

  /// Makes the folders, for their owner only.
  func prepare() throws {
    for folder in [root, database.deletingLastPathComponent(), vault, edge, ledger] {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
  }

  /// Writes a file that only its owner can read.
  static func writePrivate(_ bytes: [UInt8], to file: URL) throws {
    let made = FileManager.default.createFile(
      atPath: file.path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
    guard made else { throw SetupError("cannot write `\(file.path)`") }
  }
}

/// Why the platform cannot be set up; shown to who starts it.
struct SetupError: Error, CustomStringConvertible {
  /// What is wrong and what to do.
  let description: String

  /// Says what is wrong.
  init(_ description: String) {
    self.description = description
  }
}
