// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Vault

/// The keys of an installation: master keys sealed by a passphrase, log keys wrapped by them.
struct Keys {
  /// The master keys.
  let store: FileKeyStore
  /// Who signs checkpoints: Ed25519 first, SM2 beside it.
  let signers: [any Signer]

  /// Opens the keys of an installation, or makes them at the first start.
  init(
    _ installation: Installation, passphraseFile: String?, origin: String,
    random: any RandomSource, missing: MissingKeys
  ) throws {
    if !installation.hasKeys {
      try missing.refuse(
        installation.keyFile, because: "without it no dataset version and no other key can be read")
    }
    let passphrase = try Keys.passphrase(installation, file: passphraseFile, random: random)
    let path = installation.keyFile.path
    if installation.hasKeys {
      store = try FileKeyStore.open(path: path, passphrase: passphrase, random: random)
    } else {
      store = try FileKeyStore.create(
        path: path, passphrase: passphrase, random: random, suite: .gm)
    }
    signers = try LogKeys(store: store)
      .signers(file: installation.logKeys, origin: origin, missing: missing)
  }

  /// The passphrase from its file; at the first start one is made beside the data folder.
  private static func passphrase(
    _ installation: Installation, file: String?, random: any RandomSource
  ) throws -> String {
    let place = file.map { URL(filePath: $0) } ?? installation.passphrase
    if FileManager.default.fileExists(atPath: place.path) {
      let text = try String(contentsOf: place, encoding: .utf8)
      return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    guard file == nil, !installation.hasKeys else {
      throw SetupError("there is no passphrase file `\(place.path)`; give it by --passphrase-file")
    }
    let passphrase = Hex.encode(random.bytes(32))
    try Installation.writePrivate(Array((passphrase + "\n").utf8), to: place)
    return passphrase
  }
}

/// The log's private keys, wrapped by the master key.
struct LogKeys {
  /// The master keys.
  let store: FileKeyStore

  /// What the file holds.
  private struct Content: Codable {
    let origin: String
    let ed25519: WrappedKey
    let sm2: WrappedKey
  }

  /// Reads the signers, or makes them at the first start.
  func signers(file: URL, origin: String, missing: MissingKeys) throws -> [any Signer] {
    if FileManager.default.fileExists(atPath: file.path) {
      let content = try JSONDecoder().decode(Content.self, from: Data(contentsOf: file))
      return [
        try Ed25519Signer(
          name: content.origin, privateKey: store.unwrap(content.ed25519, context: context(0))),
        try SM2Signer(
          name: content.origin, privateKey: store.unwrap(content.sm2, context: context(1))),
      ]
    }
    try missing.refuse(
      file, because: "under another key nobody who knows this log would accept its checkpoints")
    let ed25519 = try Ed25519Signer.generate(name: origin, random: SystemRandom())
    let sm2 = try SM2Signer.generate(name: origin, random: SystemRandom())
    let content = Content(
      origin: origin, ed25519: try store.wrap(ed25519.privateKey, context: context(0)),
      sm2: try store.wrap(sm2.privateKey, context: context(1)))
    try Installation.writePrivate(Array(try JSONEncoder().encode(content)), to: file)
    return [ed25519, sm2]
  }

  private func context(_ index: Int) -> [UInt8] { Array("shuyu/log-key/\(index)".utf8) }
}
