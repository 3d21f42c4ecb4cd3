// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Testing

/// Authenticated encryption against published vectors, and every kind of damage.
struct SealingTests {
  private let key = [UInt8](0..<32)
  private let nonce = [UInt8](repeating: 9, count: 12)

  // The GCM specification (McGrew, Viega), test cases 13, 14 and 16, as in NIST's submissions.
  @Test(arguments: [
    (
      "0000000000000000000000000000000000000000000000000000000000000000",
      "000000000000000000000000", "", "", "530f8afbc74536b9a963b4f1c4cb738b"
    ),
    (
      "0000000000000000000000000000000000000000000000000000000000000000",
      "000000000000000000000000", "", "00000000000000000000000000000000",
      "cea7403d4d606b6e074ec5d3baf39d18 d0d1c8a799996bf0265b98b5d48ab919"
    ),
    (
      "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
      "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      """
      d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
      1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39
      """,
      """
      522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
      8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662 76fc6ece0f4e1768cddf8853bb2d551b
      """
    ),
  ])
  func `the suite intl is AES-256-GCM`(
    key: String, nonce: String, additional: String, plaintext: String, sealed: String
  ) throws {
    let result = try AuthenticatedCipher.seal(
      bytes(hex: plaintext), key: bytes(hex: key), nonce: bytes(hex: nonce),
      additional: bytes(hex: additional), suite: .intl)
    #expect(result == bytes(hex: sealed))
    let opened = try AuthenticatedCipher.open(
      result, key: bytes(hex: key), nonce: bytes(hex: nonce),
      additional: bytes(hex: additional), suite: .intl)
    #expect(opened == bytes(hex: plaintext))
  }

  // Made with the openssl command line: mac -digest SM3, enc -sm4-ctr, mac -digest SM3.
  @Test func `the suite gm is SM4-CTR then HMAC-SM3 under keys derived by HMAC-SM3`() throws {
    let sealed = try AuthenticatedCipher.seal(
      Array("the plaintext of the national suite, 43 byt".utf8), key: key,
      nonce: bytes(hex: "0f0e0d0c0b0a090807060504"), additional: Array("additional".utf8),
      suite: .gm)
    let expected = bytes(
      hex: """
        bdfd61fe83890082afac4ebb8442399b10f50e7f9eb02161ea27cbde9f9cd218b64e9a8cf8ec613d4eb372
        a27e5837f924d93f0d2b5fcd65b84622386ad7f7ab3360bd6c4a32de38dd0e58
        """)
    #expect(sealed == expected)
  }

  @Test(arguments: CipherSuite.allCases)
  func `every length opens to what was sealed`(suite: CipherSuite) throws {
    for count in [0, 1, 15, 16, 17, 31, 32, 33, 255, 4096, 100_001] {
      let plaintext = SeededRandom(seed: UInt64(count)).bytes(count)
      let sealed = try AuthenticatedCipher.seal(
        plaintext, key: key, nonce: nonce, additional: [1], suite: suite)
      #expect(sealed.count == count + suite.tagBytes)
      let opened = try AuthenticatedCipher.open(
        sealed, key: key, nonce: nonce, additional: [1], suite: suite)
      #expect(opened == plaintext)
    }
  }

  @Test(arguments: CipherSuite.allCases)
  func `any flipped bit, cut or shifted border is refused`(suite: CipherSuite) throws {
    let additional: [UInt8] = [1, 2, 3]
    let sealed = try AuthenticatedCipher.seal(
      [UInt8](repeating: 4, count: 21), key: key, nonce: nonce, additional: additional,
      suite: suite)
    for index in sealed.indices { refuse(flipped(sealed, index), key, nonce, additional, suite) }
    for index in key.indices { refuse(sealed, flipped(key, index), nonce, additional, suite) }
    for index in nonce.indices { refuse(sealed, key, flipped(nonce, index), additional, suite) }
    for index in additional.indices {
      refuse(sealed, key, nonce, flipped(additional, index), suite)
    }
    for length in 0..<sealed.count {
      refuse(Array(sealed[..<length]), key, nonce, additional, suite)
    }
    refuse(sealed + [0], key, nonce, additional, suite)
    refuse(Array(sealed[1...]), key, nonce, additional + [sealed[0]], suite)
    refuse(sealed, key, nonce, [], suite)
  }

  @Test(arguments: CipherSuite.allCases)
  func `a refused opening leaves zeros in the target`(suite: CipherSuite) throws {
    var sealed = try AuthenticatedCipher.seal(
      [UInt8](repeating: 4, count: 64), key: key, nonce: nonce, additional: [], suite: suite)
    sealed[3] ^= 1
    var target = [UInt8](repeating: 170, count: 64)
    var span = target.mutableSpan
    var memory = span.mutableBytes
    var refused = false
    do throws(CryptographyError) {
      try AuthenticatedCipher.open(
        sealed.span.bytes, into: &memory, key: key, nonce: nonce, additional: [], suite: suite)
    } catch .notAuthentic {
      refused = true
    }
    #expect(refused)
    #expect(target == [UInt8](repeating: 0, count: 64))
  }

  @Test(arguments: CipherSuite.allCases)
  func `wrong lengths of key and nonce are named`(suite: CipherSuite) {
    #expect(throws: CryptographyError.wrongLength(of: "key", expected: 32, actual: 16)) {
      try AuthenticatedCipher.seal(
        [1], key: Array(key[..<16]), nonce: nonce, additional: [], suite: suite)
    }
    #expect(throws: CryptographyError.wrongLength(of: "nonce", expected: 12, actual: 13)) {
      try AuthenticatedCipher.seal(
        [1], key: key, nonce: nonce + [0], additional: [], suite: suite)
    }
  }

  private func refuse(
    _ sealed: [UInt8], _ key: [UInt8], _ nonce: [UInt8], _ additional: [UInt8],
    _ suite: CipherSuite
  ) {
    #expect(throws: CryptographyError.notAuthentic) {
      try AuthenticatedCipher.open(
        sealed, key: key, nonce: nonce, additional: additional, suite: suite)
    }
  }

  private func flipped(_ bytes: [UInt8], _ index: Int) -> [UInt8] {
    var bytes = bytes
    bytes[index] ^= 0x80
    return bytes
  }
}
