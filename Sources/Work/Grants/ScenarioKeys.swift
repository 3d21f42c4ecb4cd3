// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
import Foundation
package import Vault

/// The keys of pseudonyms, one for each scenario, wrapped by the key store, a file each.
///
/// Two scenarios see two pseudonyms of one person, so that their data cannot be joined. A key is
/// random, never leaves the domain in the clear, and goes
/// with the last grant that is written with it, and with its scenario.
package struct ScenarioKeys: Sendable {
  /// The length of a key in bytes.
  package static let byteCount = 32

  private let folder: String
  private let keys: any KeyStore
  private let random: any RandomSource

  /// Keeps keys in a folder, which is made when it is missing.
  package init(folder: String, keys: any KeyStore, random: any RandomSource) throws {
    self.folder = folder
    self.keys = keys
    self.random = random
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// The key of a scenario; made when there is none.
  package func key(of scenario: RecordID) throws -> [UInt8] {
    if let key = try existing(scenario) { return key }
    let key = random.bytes(ScenarioKeys.byteCount)
    let wrapped = try keys.wrap(key, context: context(scenario))
    try PrivateFile.write(try JSON(encoding: wrapped).canonical(), to: path(scenario))
    return key
  }

  /// The scenarios that have a key.
  package func scenarios() throws -> [RecordID] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap { name in
      name.hasSuffix(".json") ? RecordID(String(name.dropLast(5))) : nil
    }
  }

  /// Removes the key of a scenario; its pseudonyms can never be made again.
  package func destroy(_ scenario: RecordID) throws {
    guard FileManager.default.fileExists(atPath: path(scenario)) else { return }
    try FileManager.default.removeItem(atPath: path(scenario))
  }

  private func existing(_ scenario: RecordID) throws -> [UInt8]? {
    guard let data = FileManager.default.contents(atPath: path(scenario)) else { return nil }
    let wrapped = try JSON.parse(Array(data)).decode(WrappedKey.self)
    return try keys.unwrap(wrapped, context: context(scenario))
  }

  private func path(_ scenario: RecordID) -> String { "\(folder)/\(scenario.rawValue).json" }

  private func context(_ scenario: RecordID) -> [UInt8] {
    Array("shuyu/scenario-key/\(scenario.rawValue)".utf8)
  }
}
