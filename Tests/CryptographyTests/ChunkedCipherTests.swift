// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Testing

/// Long messages in chunks: what is refused when chunks are changed, moved, cut or exchanged.
struct ChunkedCipherTests {
  private func cipher(
    _ suite: CipherSuite, key: UInt8 = 1, prefix: UInt8 = 2, header: UInt8 = 3
  ) throws -> ChunkedCipher {
    try ChunkedCipher(
      key: [UInt8](repeating: key, count: 32), prefix: [UInt8](repeating: prefix, count: 8),
      header: SHA256.hash([header]), suite: suite, chunkBytes: 16)
  }

  private func chunks(_ count: Int) -> [[UInt8]] {
    (0..<count).map { [UInt8](repeating: UInt8($0), count: 16) } + [[200, 201]]
  }

  @Test(arguments: CipherSuite.allCases)
  func `chunks open in the batches they were not sealed in`(suite: CipherSuite) throws {
    let cipher = try cipher(suite)
    let message = chunks(9)
    var hasher = Hasher256(.sha256)
    let front = try cipher.seal(
      Array(message[..<6]), first: 0, endsMessage: false, hasher: &hasher)
    let back = try cipher.seal(Array(message[6...]), first: 6, endsMessage: true, hasher: &hasher)
    let sealed = front + back
    #expect(hasher.finalize() == SHA256.hash(message.flatMap(\.self)))
    #expect(sealed.map(\.count) == message.map { $0.count + suite.tagBytes })
    let opened = try cipher.open(Array(sealed[..<3]), first: 0, endsMessage: false)
    #expect(try opened + cipher.open(Array(sealed[3...]), first: 3, endsMessage: true) == message)
  }

  @Test(arguments: CipherSuite.allCases)
  func `a swapped, missing, repeated, foreign or early last chunk is refused`(
    suite: CipherSuite
  ) throws {
    let sealed = try seal(cipher(suite))
    let foreign = try seal(cipher(suite, key: 9))
    var swapped = sealed
    swapped.swapAt(0, 1)
    var repeated = sealed
    repeated[1] = repeated[0]
    var spliced = sealed
    spliced[1] = foreign[1]
    let cases: [[[UInt8]]] = [
      swapped, repeated, spliced, Array(sealed.dropLast()), Array(sealed.dropFirst()),
      sealed + [sealed[4]], foreign,
    ]
    for wrong in cases {
      #expect(throws: CryptographyError.notAuthentic) {
        try cipher(suite).open(wrong, first: 0, endsMessage: true)
      }
    }
    #expect(throws: CryptographyError.notAuthentic) {
      try cipher(suite).open(sealed, first: 0, endsMessage: false)
    }
    #expect(throws: CryptographyError.notAuthentic) {
      try cipher(suite).open(sealed, first: 1, endsMessage: true)
    }
  }

  @Test(arguments: CipherSuite.allCases)
  func `another key, prefix or header is refused`(suite: CipherSuite) throws {
    let sealed = try seal(cipher(suite))
    for other in [
      try cipher(suite, key: 0), try cipher(suite, prefix: 0), try cipher(suite, header: 0),
    ] {
      #expect(throws: CryptographyError.notAuthentic) {
        try other.open(sealed, first: 0, endsMessage: true)
      }
    }
    #expect(try cipher(suite).open(sealed, first: 0, endsMessage: true) == chunks(4))
  }

  @Test func `no two chunks share a nonce`() throws {
    let cipher = try cipher(.intl)
    let indices = (0..<5000).map { UInt32($0) } + [1 << 16, 1 << 24, UInt32.max - 1, UInt32.max]
    #expect(Set(indices.map { cipher.nonce($0) }).count == indices.count)
    #expect(indices.allSatisfy { cipher.nonce($0).count == CipherSuite.nonceBytes })
    #expect(
      Set(indices.flatMap { i in [true, false].map { cipher.additional(i, last: $0) } }).count
        == 2 * indices.count)
  }

  @Test func `an empty message has one empty last chunk`() throws {
    var hasher = Hasher256(.sha256)
    let sealed = try cipher(.gm).seal([[]], first: 0, endsMessage: true, hasher: &hasher)
    #expect(sealed.map(\.count) == [32])
    #expect(try cipher(.gm).open(sealed, first: 0, endsMessage: true) == [[]])
    #expect(hasher.finalize() == SHA256.hash([]))
  }

  @Test func `short chunks in the middle and the reserved index are refused`() throws {
    let cipher = try cipher(.intl)
    var hasher = Hasher256(.sha256)
    let short = CryptographyError.parameterOutOfRange("chunk length")
    #expect(throws: short) {
      try cipher.seal([[1], [2]], first: 0, endsMessage: true, hasher: &hasher)
    }
    #expect(throws: short) {
      try cipher.seal([[1]], first: 0, endsMessage: false, hasher: &hasher)
    }
    #expect(throws: CryptographyError.parameterOutOfRange("number of chunks")) {
      try cipher.seal(
        [[1]], first: ChunkedCipher.reservedIndex, endsMessage: true, hasher: &hasher)
    }
  }

  @Test(arguments: [0, (16 << 20) + 1])
  func `a chunk length out of range is refused`(chunkBytes: Int) {
    #expect(throws: CryptographyError.parameterOutOfRange("chunk length")) {
      try ChunkedCipher(
        key: [UInt8](repeating: 0, count: 32), prefix: [UInt8](repeating: 0, count: 8),
        header: SHA256.hash([]), suite: .intl, chunkBytes: chunkBytes)
    }
  }

  private func seal(_ cipher: ChunkedCipher) throws -> [[UInt8]] {
    var hasher = Hasher256(.sha256)
    return try cipher.seal(chunks(4), first: 0, endsMessage: true, hasher: &hasher)
  }
}
