// SPDX-License-Identifier: Apache-2.0
internal import Core
package import Cryptography
private import Synchronization

/// Master keys in a file sealed by a passphrase (scrypt, then authenticated encryption).
///
/// The file has mode 600 and is replaced whole: a crash leaves the old one or the new one.
/// After a rotation the earlier master keys stay until they are retired, so objects can be
/// wrapped anew meanwhile. One program opens a key file at a time.
package final class FileKeyStore: KeyStore {
  /// The shortest passphrase, in bytes.
  package static let passphraseBytesMin = 8
  /// The longest passphrase, in bytes.
  package static let passphraseBytesMax = 1024

  private let path: String
  private let random: any RandomSource
  private let suite: CipherSuite
  private let cost: ScryptCost
  // Guarded by the mutex: the unsealed keys. Changed only after the file was replaced.
  private let ring: Mutex<MasterKeyRing>

  private init(
    path: String, random: any RandomSource, suite: CipherSuite, cost: ScryptCost,
    ring: MasterKeyRing
  ) {
    self.path = path
    self.random = random
    self.suite = suite
    self.cost = cost
    self.ring = Mutex(ring)
  }

  /// Makes a key file with one new master key.
  ///
  /// Throws `keyFileExists` when there is a file at `path`, and `unacceptablePassphrase`.
  package static func create(
    path: String, passphrase: String, random: any RandomSource, suite: CipherSuite,
    cost: ScryptCost = .standard
  ) throws -> FileKeyStore {
    let secret = try check(passphrase)
    guard !Folder.exists(path) else { throw VaultError.keyFileExists }
    let ring = MasterKeyRing(keys: [MasterKey(random: random)])
    let store = FileKeyStore(path: path, random: random, suite: suite, cost: cost, ring: ring)
    try store.save(ring, passphrase: secret, replacing: false)
    return store
  }

  /// Opens a key file.
  ///
  /// Throws `wrongPassphrase`, or `damagedKeyFile` when the file is not whole.
  package static func open(
    path: String, passphrase: String, random: any RandomSource
  ) throws -> FileKeyStore {
    let secret = try check(passphrase)
    let file = try KeyFile.read(Folder.contents(path, bytesMax: KeyFile.bytesMax))
    return FileKeyStore(
      path: path, random: random, suite: file.suite, cost: file.cost,
      ring: try file.open(passphrase: secret))
  }

  /// The name of the newest master key.
  package var currentKeyID: String { ring.withLock { $0.keys.last?.id ?? "" } }

  /// The names of all master keys, the oldest first.
  package var keyIDs: [String] { ring.withLock { $0.keys.map(\.id) } }

  /// Seals a key of 32 bytes under the current master key, bound to `context`.
  package func wrap(_ key: [UInt8], context: [UInt8]) throws -> WrappedKey {
    guard let master = ring.withLock({ $0.keys.last }) else { throw VaultError.damagedKeyFile }
    let nonce = random.bytes(CipherSuite.nonceBytes)
    let sealed = try AuthenticatedCipher.seal(
      key, key: master.secret, nonce: nonce, additional: context, suite: suite)
    return WrappedKey(keyID: master.id, sealed: Hex.encode(nonce + sealed))
  }

  /// Opens a wrapped key with the master key that wrapped it.
  package func unwrap(_ wrapped: WrappedKey, context: [UInt8]) throws -> [UInt8] {
    let keys = ring.withLock { $0.keys }
    guard let master = keys.first(where: { $0.id == wrapped.keyID }) else {
      throw VaultError.unknownKey(wrapped.keyID)
    }
    guard let bytes = Hex.decode(wrapped.sealed), bytes.count > CipherSuite.nonceBytes else {
      throw CryptographyError.notAuthentic
    }
    return try AuthenticatedCipher.open(
      Array(bytes[CipherSuite.nonceBytes...]), key: master.secret,
      nonce: Array(bytes[..<CipherSuite.nonceBytes]), additional: context, suite: suite)
  }

  /// Adds a new master key, which is current from now on, and returns its name.
  package func rotate(passphrase: String) throws -> String {
    let key = MasterKey(random: random)
    try change(passphrase) { ring in
      guard ring.keys.count < MasterKeyRing.countMax else {
        throw VaultError.tooManyKeys(countMax: MasterKeyRing.countMax)
      }
      ring.keys.append(key)
    }
    return key.id
  }

  /// Destroys an earlier master key; what it alone wrapped can never be opened again.
  package func retire(_ keyID: String, passphrase: String) throws {
    try change(passphrase) { ring in
      guard ring.keys.contains(where: { $0.id == keyID }) else {
        throw VaultError.unknownKey(keyID)
      }
      guard ring.keys.last?.id != keyID else { throw VaultError.keyIsCurrent(keyID) }
      ring.keys.removeAll { $0.id == keyID }
    }
  }

  /// Seals the key file under another passphrase.
  package func changePassphrase(from old: String, to new: String) throws {
    let secret = try FileKeyStore.check(new)
    try change(old, newSecret: secret) { _ in }
  }

  private func change(
    _ passphrase: String, newSecret: [UInt8]? = nil, _ edit: (inout MasterKeyRing) throws -> Void
  ) throws {
    let secret = try FileKeyStore.check(passphrase)
    try ring.withLock { ring in
      // Who changes keys proves the passphrase against the file as it is now.
      let file = try KeyFile.read(Folder.contents(path, bytesMax: KeyFile.bytesMax))
      _ = try file.open(passphrase: secret)
      var edited = ring
      try edit(&edited)
      try save(edited, passphrase: newSecret ?? secret, replacing: true)
      ring = edited
    }
  }

  private func save(_ ring: MasterKeyRing, passphrase: [UInt8], replacing: Bool) throws {
    let file = try KeyFile.seal(
      ring, passphrase: passphrase, cost: cost, suite: suite, random: random)
    try Folder.write(try file.encoded(), to: path, replacing: replacing, shredding: true)
  }

  private static func check(_ passphrase: String) throws -> [UInt8] {
    let bytes = Array(passphrase.utf8)
    guard (passphraseBytesMin...passphraseBytesMax).contains(bytes.count) else {
      throw VaultError.unacceptablePassphrase(
        bytesMin: passphraseBytesMin, bytesMax: passphraseBytesMax)
    }
    return bytes
  }
}
