// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Testing

/// Private keys: which are accepted, and that they never show.
struct SignerKeyTests {
  private static let order = "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d541"

  @Test(arguments: [0, 31, 33])
  func `a private key of another length is refused`(count: Int) {
    let key = [UInt8](repeating: 1, count: count)
    let error = CryptographyError.wrongLength(of: "private key", expected: 32, actual: count)
    #expect(throws: error) { try Ed25519Signer(name: "a", privateKey: key) }
    #expect(throws: error) { try SM2Signer(name: "a", privateKey: key) }
  }

  // The order ends in 23: n-2 ends in 21 and is the largest private key.
  @Test(arguments: [("21", true), ("22", false), ("23", false), ("24", false)])
  func `SM2 keys reach to n minus 2`(last: String, accepted: Bool) throws {
    let key = bytes(hex: Self.order + last)
    if accepted {
      #expect(try SM2Signer(name: "a", privateKey: key).publicKey.first == 4)
    } else {
      #expect(throws: CryptographyError.invalidPrivateKey(.sm2)) {
        try SM2Signer(name: "a", privateKey: key)
      }
    }
  }

  @Test func `zero is no SM2 key and one is`() throws {
    var key = [UInt8](repeating: 0, count: 32)
    #expect(throws: CryptographyError.invalidPrivateKey(.sm2)) {
      try SM2Signer(name: "a", privateKey: key)
    }
    key[31] = 1
    let generator = bytes(
      hex: """
        04 32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7
        bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0
        """)
    #expect(try SM2Signer(name: "a", privateKey: key).publicKey == generator)
  }

  @Test func `generation follows its random source`() throws {
    let first = try SM2Signer.generate(name: "a", random: SeededRandom(seed: 1))
    let again = try SM2Signer.generate(name: "b", random: SeededRandom(seed: 1))
    #expect(first.publicKey == again.publicKey)
    let other = try Ed25519Signer.generate(name: "a", random: SystemRandom())
    #expect(
      try other.publicKey != Ed25519Signer.generate(name: "a", random: SystemRandom()).publicKey)
  }

  @Test func `a draw that is no key is drawn again, and a broken source is an error`() throws {
    struct Sequence: RandomSource {
      let seeded = SeededRandom(seed: 5)
      func bytes(_ count: Int) -> [UInt8] {
        seeded.bytes(1)[0] < 128
          ? [UInt8](repeating: 255, count: count) : [UInt8](repeating: 3, count: count)
      }
    }
    struct Broken: RandomSource {
      func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 255, count: count) }
    }
    let signer = try SM2Signer.generate(name: "a", random: Sequence())
    #expect(signer.privateKey == [UInt8](repeating: 3, count: 32))
    #expect(throws: CryptographyError.invalidPrivateKey(.sm2)) {
      try SM2Signer.generate(name: "a", random: Broken())
    }
  }

  @Test func `printing or dumping a signer never shows its private key`() throws {
    let key = [UInt8](repeating: 77, count: 32)
    for signer: any Signer in [
      try Ed25519Signer(name: "ledger", privateKey: key),
      try SM2Signer(name: "ledger", privateKey: key),
    ] {
      var shown = "\(signer) \(String(reflecting: signer))"
      dump(signer, to: &shown)
      #expect(!shown.contains("77"))
      #expect(shown.contains("ledger"))
    }
  }
}
