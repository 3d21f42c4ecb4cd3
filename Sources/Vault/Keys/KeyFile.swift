// SPDX-License-Identifier: Apache-2.0
internal import Core
internal import Cryptography

/// The content of a key file: master keys sealed under a key derived from a passphrase.
///
/// The checksum tells damage from a wrong passphrase; it covers ciphertext and public parameters
/// only, so it gives no means to try passphrases that the sealed part does not give anyway.
struct KeyFile: Codable {
  static let format = "shuyu-keys-1"
  static let bytesMax = 64 << 10

  let format: String
  let suite: CipherSuite
  let cost: ScryptCost
  let salt: String
  let nonce: String
  let sealed: String
  let checksum: Digest

  static func seal(
    _ ring: MasterKeyRing, passphrase: [UInt8], cost: ScryptCost, suite: CipherSuite,
    random: any RandomSource
  ) throws -> KeyFile {
    let salt = random.bytes(32)
    let nonce = random.bytes(CipherSuite.nonceBytes)
    let key = try Scrypt.derive(
      password: passphrase, salt: salt, n: cost.n, r: cost.r, p: cost.p,
      length: CipherSuite.keyBytes)
    let sealed = try AuthenticatedCipher.seal(
      JSON(encoding: ring).canonical(), key: key, nonce: nonce,
      additional: Array(format.utf8), suite: suite)
    let parts = [salt, nonce, sealed].map { Hex.encode($0) }
    return KeyFile(
      format: format, suite: suite, cost: cost, salt: parts[0], nonce: parts[1], sealed: parts[2],
      checksum: checksum(suite, cost, parts))
  }

  static func read(_ bytes: [UInt8]) throws -> KeyFile {
    let file: KeyFile
    do {
      file = try JSON.parse(bytes).decode(KeyFile.self)
    } catch {
      throw VaultError.damagedKeyFile
    }
    let expected = checksum(file.suite, file.cost, [file.salt, file.nonce, file.sealed])
    guard file.format == format, file.checksum == expected else {
      throw VaultError.damagedKeyFile
    }
    return file
  }

  func open(passphrase: [UInt8]) throws -> MasterKeyRing {
    guard let salt = Hex.decode(salt), let nonce = Hex.decode(nonce),
      let sealed = Hex.decode(sealed)
    else { throw VaultError.damagedKeyFile }
    let plain: [UInt8]
    do {
      let key = try Scrypt.derive(
        password: passphrase, salt: salt, n: cost.n, r: cost.r, p: cost.p,
        length: CipherSuite.keyBytes)
      plain = try AuthenticatedCipher.open(
        sealed, key: key, nonce: nonce, additional: Array(KeyFile.format.utf8), suite: suite)
    } catch CryptographyError.notAuthentic {
      throw VaultError.wrongPassphrase
    }
    let ring = try JSON.parse(plain).decode(MasterKeyRing.self)
    guard !ring.keys.isEmpty else { throw VaultError.damagedKeyFile }
    return ring
  }

  func encoded() throws -> [UInt8] { try JSON(encoding: self).canonical() }

  private static func checksum(
    _ suite: CipherSuite, _ cost: ScryptCost, _ parts: [String]
  ) -> Digest {
    let numbers = [cost.n, cost.r, cost.p].map(String.init)
    let text = ([format, suite.rawValue] + numbers + parts).joined(separator: "\n")
    return SHA256.hash(Array(text.utf8))
  }
}
