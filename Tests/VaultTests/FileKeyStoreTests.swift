// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Testing
import Vault

/// The key file: passphrases, damage, rotation, and that nothing in it can be read.
struct FileKeyStoreTests {
  private let random = SystemRandom()

  private func reopen(_ fixture: VaultFixture, _ passphrase: String) throws -> FileKeyStore {
    try FileKeyStore.open(path: fixture.path("keys"), passphrase: passphrase, random: random)
  }

  @Test(arguments: CipherSuite.allCases)
  func `a wrapped key opens after the file was opened anew`(suite: CipherSuite) throws {
    let fixture = try VaultFixture(suite: suite)
    let key = random.bytes(32)
    let wrapped = try fixture.keys.wrap(key, context: [1])
    let keys = try reopen(fixture, VaultFixture.passphrase)
    #expect(keys.currentKeyID == fixture.keys.currentKeyID)
    #expect(try keys.unwrap(wrapped, context: [1]) == key)
    #expect(throws: CryptographyError.notAuthentic) { try keys.unwrap(wrapped, context: [2]) }
    #expect(try keys.wrap(key, context: [1]) != wrapped)
  }

  @Test(arguments: [
    "correct horse batterz", "correct horse battery ", "12345678", "Correct horse battery",
  ])
  func `a wrong passphrase is told as that`(passphrase: String) throws {
    let fixture = try VaultFixture()
    #expect(throws: VaultError.wrongPassphrase) { try reopen(fixture, passphrase) }
  }

  @Test(arguments: ["", "1234567", String(repeating: "a", count: 1025)])
  func `a passphrase too short or too long is refused`(passphrase: String) throws {
    let fixture = try VaultFixture()
    let error = VaultError.unacceptablePassphrase(bytesMin: 8, bytesMax: 1024)
    #expect(throws: error) { try reopen(fixture, passphrase) }
    #expect(throws: error) {
      try FileKeyStore.create(
        path: fixture.path("other"), passphrase: passphrase, random: random, suite: .gm)
    }
    #expect(!fixture.exists(fixture.path("other")))
  }

  @Test func `a damaged key file is told from a wrong passphrase`() throws {
    let fixture = try VaultFixture()
    let path = fixture.path("keys")
    let whole = try fixture.bytes(path)
    for index in stride(from: 0, to: whole.count, by: 7) {
      try fixture.put(whole.flipped(index), at: path)
      #expect(throws: VaultError.damagedKeyFile, "byte \(index)") {
        try reopen(fixture, VaultFixture.passphrase)
      }
    }
    try fixture.put(Array(whole[..<(whole.count / 2)]), at: path)
    #expect(throws: VaultError.damagedKeyFile) { try reopen(fixture, VaultFixture.passphrase) }
    try fixture.put([], at: path)
    #expect(throws: VaultError.damagedKeyFile) { try reopen(fixture, VaultFixture.passphrase) }
    try fixture.put(whole, at: path)
    #expect(try reopen(fixture, VaultFixture.passphrase).keyIDs.count == 1)
  }

  @Test func `the file has mode 600, tells no key and is not written over`() throws {
    let fixture = try VaultFixture()
    let path = fixture.path("keys")
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let text = String(decoding: try fixture.bytes(path), as: UTF8.self)
    #expect(!text.contains(fixture.keys.currentKeyID))
    #expect(!text.contains("correct"))
    #expect(throws: VaultError.keyFileExists) {
      try FileKeyStore.create(
        path: path, passphrase: VaultFixture.passphrase, random: random, suite: .intl,
        cost: .weakForTests)
    }
    #expect(try reopen(fixture, VaultFixture.passphrase).currentKeyID == fixture.keys.currentKeyID)
    var dumped = ""
    dump(fixture.keys, to: &dumped)
    #expect(!dumped.contains("secret"))
  }

  @Test func `rotation wraps objects anew and a retired key opens nothing`() throws {
    let fixture = try VaultFixture()
    let old = fixture.keys.currentKeyID
    let contents = Dictionary(uniqueKeysWithValues: (0..<5).map { ("OBJ-\($0)", [UInt8($0)]) })
    for (name, content) in contents { try fixture.write(VaultID(name), content) }
    try fixture.store.archiveSeal(VaultID("OBJ-4"))
    let record = try fixture.bytes(fixture.record(VaultID("OBJ-0")))
    let new = try fixture.keys.rotate(passphrase: VaultFixture.passphrase)
    #expect(fixture.keys.currentKeyID == new)
    #expect(fixture.keys.keyIDs == [old, new])
    #expect(try fixture.read(VaultID("OBJ-0")) == [0])
    #expect(try fixture.store.keysInUse() == [old])
    let report = try fixture.store.rewrap()
    #expect(report.rewrapped.count == 5)
    #expect(report.left.isEmpty)
    #expect(try fixture.store.keysInUse() == [new])
    try fixture.keys.retire(old, passphrase: VaultFixture.passphrase)
    #expect(try reopen(fixture, VaultFixture.passphrase).keyIDs == [new])
    for name in contents.keys.sorted().dropLast() {
      #expect(try fixture.read(VaultID(name)) == contents[name])
    }
    #expect(throws: VaultError.archiveSealed(try VaultID("OBJ-4"))) {
      try fixture.read(VaultID("OBJ-4"))
    }
    try fixture.put(record, at: fixture.record(VaultID("OBJ-0")))
    #expect(throws: VaultError.unknownKey(old)) { try fixture.read(VaultID("OBJ-0")) }
    #expect(try fixture.store.destroy(VaultID("OBJ-0"), at: fixture.now).wrappedKeyID == old)
  }

  @Test func `an object in use is left by a rotation and named`() throws {
    let fixture = try VaultFixture()
    let id = try VaultID("A")
    try fixture.write(id, [1])
    _ = try fixture.keys.rotate(passphrase: VaultFixture.passphrase)
    try fixture.store.read(id) { _ in
      let report = try fixture.store.rewrap()
      #expect(report.left == [id])
    }
    #expect(try fixture.store.rewrap().rewrapped == [id])
    #expect(try fixture.store.rewrap() == RewrapReport.nothing)
  }

  @Test func `keys are changed only by who knows the passphrase`() throws {
    let fixture = try VaultFixture()
    let current = fixture.keys.currentKeyID
    #expect(throws: VaultError.wrongPassphrase) { try fixture.keys.rotate(passphrase: "12345678") }
    #expect(throws: VaultError.wrongPassphrase) {
      try fixture.keys.changePassphrase(from: "12345678", to: "abcdefghi")
    }
    #expect(fixture.keys.keyIDs == [current])
    #expect(throws: VaultError.keyIsCurrent(current)) {
      try fixture.keys.retire(current, passphrase: VaultFixture.passphrase)
    }
    #expect(throws: VaultError.unknownKey("MK-0")) {
      try fixture.keys.retire("MK-0", passphrase: VaultFixture.passphrase)
    }
  }

  @Test func `after a change only the new passphrase opens`() throws {
    let fixture = try VaultFixture()
    try fixture.write(VaultID("A"), [5])
    try fixture.keys.changePassphrase(from: VaultFixture.passphrase, to: "another passphrase")
    #expect(throws: VaultError.wrongPassphrase) { try reopen(fixture, VaultFixture.passphrase) }
    let store = try VaultStore(
      root: fixture.path("vault"), keys: reopen(fixture, "another passphrase"), random: random,
      suite: .intl)
    #expect(try store.verify(VaultID("A")).bytes == 1)
  }

  @Test func `a crash before the new key file has its name leaves the old one`() throws {
    let fixture = try VaultFixture()
    try fixture.put([1, 2, 3], at: fixture.path("keys.new"))
    #expect(try reopen(fixture, VaultFixture.passphrase).keyIDs.count == 1)
    _ = try fixture.keys.rotate(passphrase: VaultFixture.passphrase)
    #expect(!fixture.exists(fixture.path("keys.new")))
    #expect(try reopen(fixture, VaultFixture.passphrase).keyIDs.count == 2)
  }

  @Test func `the number of master keys has a bound`() throws {
    let fixture = try VaultFixture()
    for _ in 1..<64 { _ = try fixture.keys.rotate(passphrase: VaultFixture.passphrase) }
    #expect(throws: VaultError.tooManyKeys(countMax: 64)) {
      try fixture.keys.rotate(passphrase: VaultFixture.passphrase)
    }
    #expect(try reopen(fixture, VaultFixture.passphrase).keyIDs == fixture.keys.keyIDs)
  }

  @Test func `the standard cost is that of the design`() throws {
    let fixture = try VaultFixture()
    let path = fixture.path("standard")
    let keys = try FileKeyStore.create(
      path: path, passphrase: "12345678", random: random, suite: .gm)
    let cost = try JSON.parse(fixture.bytes(path))["cost"]
    #expect(cost == ["n": 131_072, "r": 8, "p": 1])
    let again = try FileKeyStore.open(path: path, passphrase: "12345678", random: random)
    #expect(again.keyIDs == keys.keyIDs)
  }

  @Test func `errors are one line in lower case without a full stop`() throws {
    let id = try VaultID("A")
    let errors: [VaultError] = [
      .invalidIdentifier, .alreadyExists(id), .unknown(id), .archiveSealed(id),
      .notArchiveSealed(id), .inUse(id), .damaged(id, part: "content"), .tooLarge(bytesMax: 1),
      .metadataTooLarge(bytesMax: 1), .wrongPassphrase, .damagedKeyFile, .keyFileExists,
      .unacceptablePassphrase(bytesMin: 8, bytesMax: 9), .unknownKey("MK"), .keyIsCurrent("MK"),
      .tooManyKeys(countMax: 1), .system(operation: "read a file", code: 5),
    ]
    for error in errors {
      let text = "\(error)"
      #expect(text.first?.isLowercase == true && text.last != "." && !text.contains("\n"))
      #expect(text != "the vault could not do it")
    }
    #expect(Set(errors.map { "\($0)" }).count == errors.count)
  }
}
