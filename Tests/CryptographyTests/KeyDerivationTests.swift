// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Testing

/// HMAC, scrypt, comparison and random sources.
struct KeyDerivationTests {
  @Test(arguments: [
    (
      "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      "4a656665", "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
  ])
  func `HMAC-SHA256 gives the codes of RFC 4231`(key: String, message: String, code: String) {
    let result = HMAC.authenticate(Array(message.utf8), key: bytes(hex: key), algorithm: .sha256)
    #expect(hex(result) == code)
  }

  @Test func `HMAC-SM3 gives the code of GM-T 0042`() {
    let text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    let code = HMAC.authenticate(Array((text + text).utf8), key: [UInt8](1...32), algorithm: .sm3)
    #expect(hex(code) == "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a")
  }

  @Test(arguments: HashAlgorithm.allCases)
  func `many codes made at once are those made one by one`(algorithm: HashAlgorithm) {
    for keyLength in [0, 1, 32, 64, 65, 200] {
      let key = [UInt8](repeating: 0xa5, count: keyLength)
      let texts = (0..<70).map { [UInt8](repeating: UInt8($0), count: $0 * 3 % 131) }
      var ends: [Int] = []
      for text in texts { ends.append((ends.last ?? 0) + text.count) }
      let codes = HMAC.authenticate(
        texts.flatMap(\.self), endingAt: ends, key: key, algorithm: algorithm)
      let single = texts.flatMap { HMAC.authenticate($0, key: key, algorithm: algorithm) }
      #expect(codes == single)
    }
    #expect(HMAC.authenticate([], endingAt: [], key: [1], algorithm: algorithm).isEmpty)
  }

  @Test(arguments: HashAlgorithm.allCases)
  func `HMAC follows its definition for keys of every length`(algorithm: HashAlgorithm) {
    for length in [0, 1, 31, 32, 63, 64, 65, 130] {
      let key = [UInt8](repeating: 0x5a, count: length)
      let message = [UInt8](repeating: 1, count: length)
      var block = length > 64 ? hash(key, algorithm) : key
      block += [UInt8](repeating: 0, count: 64 - block.count)
      let inner = hash(block.map { $0 ^ 0x36 } + message, algorithm)
      let outer = hash(block.map { $0 ^ 0x5c } + inner, algorithm)
      #expect(HMAC.authenticate(message, key: key, algorithm: algorithm) == outer)
    }
  }

  @Test(arguments: [
    (
      "", "", 16, 1, 1,
      """
      77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442
      fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906
      """
    ),
    (
      "password", "NaCl", 1024, 8, 16,
      """
      fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162
      2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640
      """
    ),
    (
      "pleaseletmein", "SodiumChloride", 16384, 8, 1,
      """
      7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2
      d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887
      """
    ),
  ])
  func `scrypt gives the keys of RFC 7914`(
    password: String, salt: String, n: Int, r: Int, p: Int, key: String
  ) throws {
    let derived = try Scrypt.derive(
      password: Array(password.utf8), salt: Array(salt.utf8), n: n, r: r, p: p, length: 64)
    #expect(derived == bytes(hex: key))
  }

  @Test(arguments: [
    (0, 1, 1, 32, "n"), (1, 1, 1, 32, "n"), (3, 1, 1, 32, "n"), (1 << 21, 1, 1, 32, "n"),
    (16, 0, 1, 32, "r"), (16, 33, 1, 32, "r"), (16, 1, 0, 32, "p"), (16, 1, 65, 32, "p"),
    (16, 1, 1, 0, "length"), (16, 1, 1, 1025, "length"), (1 << 20, 32, 1, 32, "n * r"),
  ])
  func `scrypt names the parameter that is out of range`(
    n: Int, r: Int, p: Int, length: Int, name: String
  ) {
    #expect(throws: CryptographyError.parameterOutOfRange(name)) {
      try Scrypt.derive(password: [1], salt: [1], n: n, r: r, p: p, length: length)
    }
  }

  @Test func `comparison in constant time is comparison`() {
    #expect(constantTimeEqual([], []))
    #expect(constantTimeEqual([1, 2], [1, 2]))
    #expect(!constantTimeEqual([1, 2], [1, 3]))
    #expect(!constantTimeEqual([1, 2], [1, 2, 0]))
  }

  @Test func `the system's random bytes fill their length and do not repeat`() {
    let random = SystemRandom()
    for count in [0, 1, 7, 32, 100_000] { #expect(random.bytes(count).count == count) }
    #expect(Set((0..<1000).map { _ in random.bytes(16) }).count == 1000)
    let counts = random.bytes(256_000).reduce(into: [Int](repeating: 0, count: 256)) {
      $0[Int($1)] += 1
    }
    // A thousand of each value expected; a fair generator strays by less than 300.
    #expect(counts.allSatisfy { (700...1300).contains($0) })
  }

  @Test func `seeded bytes repeat with their seed only`() {
    #expect(SeededRandom(seed: 1).bytes(100) == SeededRandom(seed: 1).bytes(100))
    #expect(SeededRandom(seed: 1).bytes(100) != SeededRandom(seed: 2).bytes(100))
    let random = SeededRandom(seed: 3)
    #expect(random.bytes(8) != random.bytes(8))
    // The first output of SplitMix64 for the seed 1234567, least significant byte first.
    #expect(hex(SeededRandom(seed: 1_234_567).bytes(8).reversed()) == "599ed017fb08fc85")
  }

  @Test func `errors say what is wrong without data`() {
    let error = CryptographyError.wrongLength(of: "nonce", expected: 12, actual: 3)
    #expect("\(error)" == "the nonce must have 12 bytes, not 3")
    #expect("\(CryptographyError.notAuthentic)".contains("damaged"))
    #expect("\(CryptographyError.invalidPrivateKey(.sm2))".contains("sm2"))
  }

  private func hash(_ bytes: [UInt8], _ algorithm: HashAlgorithm) -> [UInt8] {
    switch algorithm {
    case .sha256: SHA256.hash(bytes).bytes
    case .sm3: SM3.hash(bytes).bytes
    }
  }
}
