// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Testing
import Vault

/// Archive-sealing, destruction, crash remains and use by several at a time.
struct VaultLifeTests {
  @Test(arguments: CipherSuite.allCases)
  func `an archive-sealed object is kept and cannot be read until unsealed`(
    suite: CipherSuite
  ) throws {
    let fixture = try VaultFixture(suite: suite)
    let id = try VaultID("A")
    let receipt = try fixture.write(id, [1, 2, 3])
    #expect(throws: VaultError.notArchiveSealed(id)) { try fixture.store.unseal(id) }
    try fixture.store.archiveSeal(id)
    #expect(throws: VaultError.archiveSealed(id)) { try fixture.read(id) }
    #expect(throws: VaultError.archiveSealed(id)) { try fixture.store.metadata(id) }
    #expect(throws: VaultError.archiveSealed(id)) { try fixture.store.verify(id) }
    #expect(throws: VaultError.archiveSealed(id)) { try fixture.store.archiveSeal(id) }
    #expect(try fixture.store.list().entries.map(\.state) == [.archiveSealed])
    #expect(try fixture.store.list().entries.map(\.receipt) == [receipt])
    try fixture.store.unseal(id)
    #expect(try fixture.read(id) == [1, 2, 3])
  }

  @Test func `editing the state in the record does not unseal`() throws {
    let fixture = try VaultFixture()
    let id = try VaultID("A")
    try fixture.write(id, [1, 2, 3])
    try fixture.store.archiveSeal(id)
    let text = String(decoding: try fixture.bytes(fixture.record(id)), as: UTF8.self)
    let edited = text.replacingOccurrences(of: "archiveSealed", with: "usable")
    try fixture.put(Array(edited.utf8), at: fixture.record(id))
    #expect(throws: VaultError.damaged(id, part: "key record")) { try fixture.read(id) }
  }

  @Test(arguments: CipherSuite.allCases)
  func `a destroyed object is gone and certified`(suite: CipherSuite) throws {
    let fixture = try VaultFixture(suite: suite)
    let id = try VaultID("A")
    let receipt = try fixture.write(id, [UInt8](repeating: 1, count: 1000))
    let stored = try fixture.bytes(fixture.content(id)).count
    let later = fixture.now.adding(milliseconds: 5000)
    let certificate = try fixture.store.destroy(id, at: later)
    #expect(certificate.id == id)
    #expect(certificate.digest == receipt.digest)
    #expect(certificate.bytes == 1000)
    #expect(certificate.storedBytes == stored)
    #expect(certificate.orderedAt == later)
    #expect(certificate.wrappedKeyID == receipt.wrappedKeyID)
    #expect(certificate.destroyed == [.wrappedKey, .encryptedFile])
    #expect(try fixture.names("objects").isEmpty)
    #expect(try fixture.store.certificate(id) == certificate)
    #expect(try fixture.store.destroy(id, at: fixture.now) == certificate)
    #expect(throws: VaultError.unknown(id)) { try fixture.read(id) }
    #expect(throws: VaultError.alreadyExists(id)) { try fixture.write(id, [1]) }
    #expect(try fixture.store.list().entries.isEmpty)
  }

  @Test func `a copy of the ciphertext cannot be opened once the key is destroyed`() throws {
    let fixture = try VaultFixture()
    let id = try VaultID("A")
    try fixture.write(id, Array("personal".utf8))
    try fixture.write(VaultID("B"), Array("other".utf8))
    let copy = try fixture.bytes(fixture.content(id))
    let text = try JSON.parse(fixture.bytes(fixture.record(id)))["wrapped"]?["sealed"]?.string
    let wrapped = Array(try #require(text).utf8)
    #expect(try fixture.everything().contains { $0.contains(wrapped) })
    _ = try fixture.store.destroy(id, at: fixture.now)
    #expect(try !fixture.everything().contains { $0.contains(wrapped) })
    try fixture.put(copy, at: fixture.content(id))
    #expect(throws: VaultError.unknown(id)) { try fixture.read(id) }
    // With the certificate gone as well and the record of another object in its place.
    #expect(fixture.remove(fixture.path("vault/certificates/A.json")))
    try fixture.put(fixture.bytes(fixture.record(VaultID("B"))), at: fixture.record(id))
    #expect(throws: VaultError.damaged(id, part: "key record")) { try fixture.read(id) }
    let other = String(decoding: try fixture.bytes(fixture.record(VaultID("B"))), as: UTF8.self)
    let renamed = other.replacingOccurrences(of: "\"id\":\"B\"", with: "\"id\":\"A\"")
    try fixture.put(Array(renamed.utf8), at: fixture.record(id))
    #expect(throws: VaultError.self) { try fixture.read(id) }
  }

  @Test func `an overwritten key leaves zeros to who still holds the file`() throws {
    let fixture = try VaultFixture()
    let id = try VaultID("A")
    try fixture.write(id, [1])
    let held = try FileHandle(forReadingFrom: URL(filePath: fixture.record(id)))
    let length = try fixture.bytes(fixture.record(id)).count
    _ = try fixture.store.destroy(id, at: fixture.now)
    #expect(try held.readToEnd() == Data(repeating: 0, count: length))
  }

  @Test func `an object in use is neither destroyed nor sealed nor wrapped anew`() throws {
    let fixture = try VaultFixture()
    let id = try VaultID("A")
    try fixture.write(id, [1, 2, 3])
    var seen: [UInt8] = []
    try fixture.store.read(id) { chunk in
      #expect(throws: VaultError.inUse(id)) { try fixture.store.destroy(id, at: fixture.now) }
      #expect(throws: VaultError.inUse(id)) { try fixture.store.archiveSeal(id) }
      let other = try fixture.read(id)
      #expect(other == [1, 2, 3])
      seen += chunk
    }
    #expect(seen == [1, 2, 3])
    #expect(try fixture.store.destroy(id, at: fixture.now).bytes == 3)
  }

  @Test func `an interrupted destruction is finished with the same certificate`() throws {
    let fixture = try VaultFixture()
    let id = try VaultID("A")
    try fixture.write(id, [1])
    let record = try fixture.bytes(fixture.record(id))
    let content = try fixture.bytes(fixture.content(id))
    let certificate = try fixture.store.destroy(id, at: fixture.now)
    let zeros = [UInt8](repeating: 0, count: record.count)
    // What a crash can leave: nothing done, key overwritten, key removed.
    for remains in [record, zeros, nil] {
      try fixture.put(content, at: fixture.content(id))
      if let remains { try fixture.put(remains, at: fixture.record(id)) }
      #expect(throws: VaultError.unknown(id)) { try fixture.read(id) }
      #expect(try fixture.store.list().entries.isEmpty)
      #expect(try fixture.store.sweep().finishedDestructions == [id])
      #expect(try fixture.names("objects").isEmpty)
      #expect(try fixture.store.certificate(id) == certificate)
    }
  }

  @Test func `false claims in a record are not certified unless asked for`() throws {
    let fixture = try VaultFixture()
    let id = try VaultID("A")
    try fixture.write(id, [1])
    let text = String(decoding: try fixture.bytes(fixture.record(id)), as: UTF8.self)
    let edited = text.replacingOccurrences(of: "\"bytes\":1,", with: "\"bytes\":2,")
    try fixture.put(Array(edited.utf8), at: fixture.record(id))
    #expect(throws: VaultError.damaged(id, part: "key record")) {
      try fixture.store.destroy(id, at: fixture.now)
    }
    #expect(try fixture.store.destroy(id, at: fixture.now, evenIfDamaged: true).bytes == 2)
  }

  @Test func `a source that fails leaves nothing`() throws {
    struct Broken: Error {}
    let fixture = try VaultFixture()
    let id = try VaultID("A")
    var calls = 0
    #expect(throws: Broken.self) {
      try fixture.store.write(id, metadata: .null, at: fixture.now) { count in
        calls += 1
        if calls > 40 { throw Broken() }
        return [UInt8](repeating: 1, count: count)
      }
    }
    #expect(try fixture.names("objects").isEmpty)
    #expect(try fixture.names("staging").isEmpty)
    try fixture.write(id, [1])
  }

  @Test func `a sweep removes what crashes left and nothing alive`() throws {
    let fixture = try VaultFixture()
    try fixture.write(VaultID("KEPT"), [1])
    try fixture.put([1], at: fixture.path("vault/staging/DEAD-00"))
    try fixture.put([1], at: fixture.content(VaultID("ORPHAN")))
    try fixture.put([1], at: fixture.record(VaultID("KEPT")) + ".new")
    var swept: SweepReport?
    var calls = 0
    _ = try fixture.store.write(VaultID("ALIVE"), metadata: .null, at: fixture.now) { count in
      calls += 1
      if calls == 1 { swept = try fixture.store.sweep() }
      return calls < 30 ? [UInt8](repeating: 1, count: count) : []
    }
    let report = try #require(swept)
    #expect(report.unfinishedWrites == 2)
    #expect(report.orphans == [try VaultID("ORPHAN")])
    #expect(report.missingContent.isEmpty)
    #expect(try fixture.names("staging").isEmpty)
    #expect(try fixture.read(VaultID("KEPT")) == [1])
    #expect(try fixture.read(VaultID("ALIVE")).count == 29 * 64)
    #expect(try fixture.store.sweep() == SweepReport.nothing)
  }

  @Test func `an encrypted file without a record does not stand in the way`() throws {
    let fixture = try VaultFixture()
    let id = try VaultID("A")
    try fixture.put([1, 2], at: fixture.content(id))
    #expect(throws: VaultError.unknown(id)) { try fixture.read(id) }
    try fixture.write(id, [3])
    #expect(try fixture.read(id) == [3])
  }

  @Test func `of many writers of one identifier exactly one succeeds`() async throws {
    let fixture = try VaultFixture()
    let store = fixture.store
    let now = fixture.now
    let id = try VaultID("RACE")
    let winners = await withTaskGroup(of: UInt8?.self) { group in
      for number in UInt8(0)..<12 {
        group.addTask {
          do {
            _ = try store.write(
              id, pieces: [[UInt8](repeating: number, count: 500)], at: now)
            return number
          } catch VaultError.alreadyExists {
            return nil
          } catch {
            Issue.record(error)
            return nil
          }
        }
      }
      return await group.reduce(into: [UInt8]()) { if let number = $1 { $0.append(number) } }
    }
    let winner = try #require(winners.first)
    #expect(winners.count == 1)
    #expect(try fixture.read(id) == [UInt8](repeating: winner, count: 500))
    #expect(try fixture.names("staging").isEmpty)
  }
}
