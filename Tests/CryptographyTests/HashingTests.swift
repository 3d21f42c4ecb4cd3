// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Testing

/// Hash functions against published vectors, and the ways of feeding them against one another.
struct HashingTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `SHA-256 gives the digests of FIPS 180`(message: String, expected: String) {
    #expect(SHA256.hash(Array(message.utf8)).hex == expected)
  }

  @Test(arguments: [
    ("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    (
      String(repeating: "abcd", count: 16),
      "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    ),
  ])
  func `SM3 gives the digests of GB-T 32905`(message: String, expected: String) {
    #expect(SM3.hash(Array(message.utf8)).hex == expected)
  }

  @Test func `a million letters hash piece by piece as in the standard`() {
    var hasher = Hasher256(.sha256)
    for _ in 0..<1000 { hasher.update([UInt8](repeating: 97, count: 1000)) }
    #expect(
      hasher.finalize().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(arguments: HashAlgorithm.allCases)
  func `pieces of every size give the digest of the whole`(algorithm: HashAlgorithm) {
    let message = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let whole = algorithm == .sha256 ? SHA256.hash(message) : SM3.hash(message)
    for size in 1...130 {
      var hasher = Hasher256(algorithm)
      for start in stride(from: 0, to: message.count, by: size) {
        hasher.update(message[start..<min(start + size, message.count)])
      }
      #expect(hasher.finalize() == whole, "size \(size)")
    }
  }

  @Test func `a copied hasher goes its own way`() {
    var first = Hasher256(.sha256)
    first.update(Array("ab".utf8))
    var second = first
    first.update(Array("c".utf8))
    second.update(Array("d".utf8))
    #expect(first.finalize() == SHA256.hash(Array("abc".utf8)))
    #expect(second.finalize() == SHA256.hash(Array("abd".utf8)))
    #expect(first.finalize() == first.finalize())
  }

  @Test func `parts, pairs and spans agree with the message they spell`() {
    let left = SHA256.hash([1])
    let right = SHA256.hash([2])
    #expect(SHA256.hash(prefix: 1, left, right) == SHA256.hash([1] + left.bytes + right.bytes))
    #expect(SM3.hash(prefix: 1, left, right) == SM3.hash([1], left.bytes, right.bytes))
    #expect(SHA256.hash([1], [], [2, 3]) == SHA256.hash([1, 2, 3]))
    var hasher = Hasher256(.sha256)
    hasher.update(left)
    let message: [UInt8] = [9, 9]
    hasher.update(message.span.bytes)
    #expect(hasher.finalize() == SHA256.hash(left.bytes + [9, 9]))
  }
}
