// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Testing
import Vault

/// Writing and reading: what comes back, what is told about it, and what is refused.
struct VaultStoreTests {
  private static let sizes = [
    0, 1, 63, 64, 65, 127, 128, 129, 64 * 16 - 1, 64 * 16, 64 * 16 + 1, 5000,
  ]

  @Test(arguments: CipherSuite.allCases)
  func `content of every length comes back as it was`(suite: CipherSuite) throws {
    let fixture = try VaultFixture(suite: suite)
    for size in Self.sizes {
      let content = SeededRandom(seed: UInt64(size)).bytes(size)
      let id = try VaultID("OBJ-\(size)")
      let receipt = try fixture.write(id, content)
      #expect(receipt.bytes == size)
      #expect(receipt.digest == SHA256.hash(content))
      #expect(receipt.suite == suite)
      #expect(receipt.wrappedKeyID == fixture.keys.currentKeyID)
      #expect(receipt.id == id)
      #expect(try fixture.read(id) == content)
      #expect(try fixture.store.verify(id) == receipt)
    }
  }

  @Test func `pieces of any length and a file give the same object`() throws {
    let fixture = try VaultFixture()
    let seed = UInt64.random(in: 0...UInt64.max)
    let random = SeededRandom(seed: seed)
    for round in 0..<20 {
      let content = random.bytes(Int(random.bytes(1)[0]) * 9)
      var pieces: [[UInt8]] = []
      var rest = content[...]
      while !rest.isEmpty {
        let cut = Int(random.bytes(1)[0]) % 150
        pieces.append(Array(rest.prefix(cut)))
        rest = rest.dropFirst(cut)
      }
      let id = try VaultID("P-\(round)")
      let receipt = try fixture.store.write(id, pieces: pieces, at: fixture.now)
      #expect(receipt.digest == SHA256.hash(content), "seed \(seed)")
      #expect(try fixture.read(id) == content, "seed \(seed)")
      let source = fixture.path("source-\(round)")
      try fixture.put(content, at: source)
      let copy = try fixture.store.write(
        VaultID("F-\(round)"), from: source, at: fixture.now)
      #expect(copy.digest == receipt.digest)
    }
  }

  @Test func `a file is read into a new file of mode 600 and never over another`() throws {
    let fixture = try VaultFixture()
    let id = try VaultID("A")
    try fixture.write(id, [1, 2, 3])
    let target = fixture.path("plain")
    try fixture.store.read(id, to: target)
    #expect(try fixture.bytes(target) == [1, 2, 3])
    #expect(try mode(target) == 0o600)
    #expect(throws: VaultError.self) { try fixture.store.read(id, to: target) }
    #expect(try fixture.bytes(target) == [1, 2, 3])
    let left = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path)
    #expect(left.sorted() == ["keys", "plain", "vault"])
  }

  @Test func `metadata comes back and is not readable on the disk`() throws {
    let fixture = try VaultFixture()
    let id = try VaultID("META")
    let metadata: JSON = ["columns": ["housing fund balance"], "rows": 12]
    _ = try fixture.store.write(id, pieces: [[1]], metadata: metadata, at: fixture.now)
    #expect(try fixture.store.metadata(id) == metadata)
    for file in try fixture.everything() {
      #expect(!file.contains(Array("housing fund".utf8)))
    }
    let long = JSON.string(String(repeating: "a", count: VaultStore.metadataBytesMax))
    #expect(throws: VaultError.metadataTooLarge(bytesMax: VaultStore.metadataBytesMax)) {
      try fixture.store.write(VaultID("LONG"), pieces: [[1]], metadata: long, at: fixture.now)
    }
  }

  @Test func `plaintext is nowhere under the vault's folder`() throws {
    let fixture = try VaultFixture()
    let secret = Array("a record that must not be seen".utf8)
    try fixture.write(VaultID("S"), secret)
    for file in try fixture.everything() { #expect(!file.contains(secret)) }
    #expect(try mode(fixture.content(VaultID("S"))) == 0o600)
    #expect(try mode(fixture.record(VaultID("S"))) == 0o600)
    #expect(try mode(fixture.path("vault")) == 0o700)
  }

  @Test func `an identifier is used once`() throws {
    let fixture = try VaultFixture()
    let id = try VaultID("ONCE")
    try fixture.write(id, [1])
    #expect(throws: VaultError.alreadyExists(id)) { try fixture.write(id, [2]) }
    #expect(try fixture.read(id) == [1])
    #expect(throws: VaultError.unknown(try VaultID("NEVER"))) {
      try fixture.read(VaultID("NEVER"))
    }
  }

  @Test(arguments: [
    "", "a", "A/B", "..", "A.B", "A B", "\u{c4}", "A\u{0}", String(repeating: "A", count: 65),
  ])
  func `an identifier of another form is refused`(text: String) {
    #expect(throws: VaultError.invalidIdentifier) { try VaultID(text) }
  }

  @Test func `the list names every object by identifier`() throws {
    let fixture = try VaultFixture()
    #expect(try fixture.store.list().entries.isEmpty)
    let second = try fixture.write(VaultID("B-2"), [1, 2])
    let first = try fixture.write(VaultID("A-1"), [])
    let list = try fixture.store.list()
    #expect(list.entries.map(\.receipt) == [first, second])
    #expect(list.entries.allSatisfy { $0.state == .usable && $0.storedBytes > 40 })
    try fixture.put([1, 2], at: fixture.record(VaultID("C")))
    #expect(try fixture.store.list().damaged == [VaultID("C")])
    #expect(try fixture.store.list().entries.count == 2)
  }

  @Test func `an object written with another chunk length is read`() throws {
    let fixture = try VaultFixture(chunkBytes: 32)
    let content = SeededRandom(seed: 1).bytes(1000)
    try fixture.write(VaultID("A"), content)
    let other = try VaultStore(
      root: fixture.path("vault"), keys: fixture.keys, random: fixture.random, suite: .gm)
    var read: [UInt8] = []
    try other.read(VaultID("A")) { read += $0 }
    #expect(read == content)
  }

  @Test func `receipts are coded with plain values`() throws {
    let fixture = try VaultFixture(suite: .gm)
    let receipt = try fixture.write(VaultID("A"), [1])
    let json = try JSON(encoding: receipt)
    #expect(json["id"] == "A")
    #expect(json["suite"] == "gm")
    #expect(json["digest"]?.string == SHA256.hash([1]).hex)
    #expect(try json.decode(VaultReceipt.self) == receipt)
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? Int) ?? 0
  }
}
