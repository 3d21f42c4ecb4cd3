// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Testing
import Vault

/// Every class of change to the stored bytes is refused.
@Suite(.serialized) struct VaultDamageTests {
  // Five chunks of 64 bytes, the last of 10; the header of the object `D` has 24 bytes.
  private static let content = [UInt8](repeating: 7, count: 4 * 64 + 10)
  private static let headerBytes = 24

  private func fixture(_ suite: CipherSuite) throws -> (VaultFixture, VaultID, [UInt8]) {
    let fixture = try VaultFixture(suite: suite)
    let id = try VaultID("D")
    try fixture.write(id, Self.content)
    let stored = try fixture.bytes(fixture.content(id))
    #expect(stored.count == Self.headerBytes + Self.content.count + 5 * suite.tagBytes)
    return (fixture, id, stored)
  }

  @Test(arguments: CipherSuite.allCases)
  func `a flipped bit at any byte of the file is refused`(suite: CipherSuite) throws {
    let (fixture, id, stored) = try fixture(suite)
    for index in stored.indices {
      try fixture.put(stored.flipped(index), at: fixture.content(id))
      refuse(fixture, id, index < Self.headerBytes ? "header" : "content", "byte \(index)")
    }
    try fixture.put(stored, at: fixture.content(id))
    #expect(try fixture.read(id) == Self.content)
  }

  @Test(arguments: CipherSuite.allCases)
  func `a file cut anywhere, or longer, is refused`(suite: CipherSuite) throws {
    let (fixture, id, stored) = try fixture(suite)
    for length in 0..<stored.count {
      try fixture.put(Array(stored[..<length]), at: fixture.content(id))
      refuse(fixture, id, length < Self.headerBytes ? "header" : "length", "length \(length)")
    }
    try fixture.put(stored + [0], at: fixture.content(id))
    refuse(fixture, id, "length", "one byte more")
  }

  // The record says how long the file is; here the attacker makes it say what fits the cut.
  @Test(arguments: CipherSuite.allCases)
  func `a file cut at a chunk, with a record to fit, is refused`(suite: CipherSuite) throws {
    let (fixture, id, stored) = try fixture(suite)
    let cut = Self.headerBytes + 4 * (64 + suite.tagBytes)
    try fixture.put(Array(stored[..<cut]), at: fixture.content(id))
    try edit(fixture, id) { members in
      members["storedBytes"] = .int(Int64(cut))
      members["bytes"] = 256
    }
    refuse(fixture, id, "key record", "fitting record")
  }

  @Test(arguments: CipherSuite.allCases)
  func `swapped and repeated chunks are refused`(suite: CipherSuite) throws {
    let (fixture, id, stored) = try fixture(suite)
    let size = 64 + suite.tagBytes
    let chunks = (0..<4).map { position in
      let start = Self.headerBytes + position * size
      return Array(stored[start..<(start + size)])
    }
    let front = Array(stored[..<Self.headerBytes])
    let end = Array(stored[(Self.headerBytes + 4 * size)...])
    for order in [[1, 0, 2, 3], [0, 1, 3, 2], [0, 0, 2, 3], [3, 2, 1, 0]] {
      try fixture.put(front + order.flatMap { chunks[$0] } + end, at: fixture.content(id))
      refuse(fixture, id, "content", "order \(order)")
    }
  }

  @Test(arguments: CipherSuite.allCases)
  func `parts of another object are refused`(suite: CipherSuite) throws {
    let (fixture, id, stored) = try fixture(suite)
    let other = try VaultID("E")
    try fixture.write(other, Self.content)
    let foreign = try fixture.bytes(fixture.content(other))
    let middle = stored.count / 2
    try fixture.put(Array(stored[..<middle] + foreign[middle...]), at: fixture.content(id))
    refuse(fixture, id, "content", "spliced file")
    try fixture.put(foreign, at: fixture.content(id))
    refuse(fixture, id, "header", "another object's file")
    try fixture.put(stored, at: fixture.content(id))
    let record = try fixture.bytes(fixture.record(id))
    try fixture.put(fixture.bytes(fixture.record(other)), at: fixture.record(id))
    refuse(fixture, id, "key record", "another object's record")
    try fixture.put(record, at: fixture.record(id))
    #expect(try fixture.read(id) == Self.content)
  }

  @Test func `the wrapped key of another object is refused`() throws {
    let (fixture, id, _) = try fixture(.intl)
    let other = try VaultID("E")
    try fixture.write(other, Self.content)
    let foreign = try JSON.parse(fixture.bytes(fixture.record(other)))
    try edit(fixture, id) { $0["wrapped"] = foreign["wrapped"] }
    refuse(fixture, id, "key record", "foreign key")
  }

  @Test(arguments: [
    ("bytes", JSON.int(265)), ("suite", "gm"), ("digest", .string(SHA256.hash([]).hex)),
    ("headerDigest", .string(SHA256.hash([]).hex)), ("sealedMetadata", "00"),
    ("writtenAt", "2026-01-01T00:00:00.000Z"), ("id", "E"), ("version", 2), ("wrapped", .null),
    ("state", "open"), ("storedBytes", -1), ("bytes", -1),
  ])
  func `a changed record is refused`(member: String, value: JSON) throws {
    let (fixture, id, _) = try fixture(.intl)
    try edit(fixture, id) { $0[member] = value }
    #expect(throws: VaultError.self) { try fixture.read(id) }
    #expect(throws: VaultError.self) { try fixture.store.metadata(id) }
  }

  @Test func `a flipped bit at any byte of the record is refused or changes nothing`() throws {
    let (fixture, id, _) = try fixture(.intl)
    let record = try fixture.bytes(fixture.record(id))
    var refused = 0
    for index in record.indices {
      try fixture.put(record.flipped(index), at: fixture.record(id))
      do {
        #expect(try fixture.read(id) == Self.content)
      } catch is VaultError {
        refused += 1
      }
    }
    // Only the case of a hexadecimal digit could make no difference, and bit 0 does not change it.
    #expect(refused == record.count)
  }

  @Test func `a missing file is damage and not an unknown object`() throws {
    let (fixture, id, _) = try fixture(.gm)
    try fixture.put([], at: fixture.content(id))
    refuse(fixture, id, "header", "empty file")
    #expect(unlinkContent(fixture, id))
    refuse(fixture, id, "content", "no file")
    #expect(try fixture.store.sweep().missingContent == [id])
  }

  @Test func `every object has its own nonces and its own key`() throws {
    let fixture = try VaultFixture()
    var prefixes: Set<[UInt8]> = []
    var bodies: Set<[UInt8]> = []
    for number in 0..<200 {
      let id = try VaultID("N\(1000 + number)")
      try fixture.write(id, [UInt8](repeating: 0, count: 64))
      let stored = try fixture.bytes(fixture.content(id))
      prefixes.insert(Array(stored[14..<22]))
      bodies.insert(Array(stored[28...]))
    }
    #expect(prefixes.count == 200)
    #expect(bodies.count == 200)
  }

  private func refuse(
    _ fixture: VaultFixture, _ id: VaultID, _ part: String, _ comment: Comment
  ) {
    #expect(throws: VaultError.damaged(id, part: part), comment) { try fixture.read(id) }
  }

  private func edit(
    _ fixture: VaultFixture, _ id: VaultID, _ change: (inout [String: JSON]) -> Void
  ) throws {
    let record = try JSON.parse(fixture.bytes(fixture.record(id)))
    var members = try #require(record.object)
    change(&members)
    try fixture.put(JSON.object(members).canonical(), at: fixture.record(id))
  }

  private func unlinkContent(_ fixture: VaultFixture, _ id: VaultID) -> Bool {
    fixture.remove(fixture.content(id))
  }
}
