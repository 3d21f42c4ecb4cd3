// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Merkle
import Testing

@Suite("Signed notes")
struct NoteTests {
  /// The example of golang.org/x/mod/sumdb/note.
  static let vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  static let note = """
    If you think cryptography is the answer to your problem,
    then you don't know what your problem is.

    \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGU\
    gYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

    """

  let ed25519: Ed25519Signer
  let sm2: SM2Signer

  init() throws {
    ed25519 = try Ed25519Signer.generate(
      name: "log.example/test", random: SeededRandom(seed: 1))
    sm2 = try SM2Signer.generate(name: "log.example/test", random: SeededRandom(seed: 2))
  }

  @Test func `the published note verifies under its published key`() throws {
    let key = try NoteKey(parsing: Self.vkey)
    #expect(key.name == "PeterNeumann")
    #expect(key.id == 0xc74f_20a3)
    #expect(key.algorithm == .ed25519)
    #expect(key.text == Self.vkey)
    let note = try UnverifiedNote(parsing: Array(Self.note.utf8)).verified(by: [key])
    #expect(note.signers == [key])
    #expect(note.encoded == Array(Self.note.utf8))
  }

  @Test func `one changed byte of text or signature refuses the note`() throws {
    let key = try NoteKey(parsing: Self.vkey)
    let bytes = Array(Self.note.utf8)
    for place in [0, 10, 60, bytes.count - 30] {
      var changed = bytes
      changed[place] = changed[place] == UInt8(ascii: "a") ? UInt8(ascii: "b") : UInt8(ascii: "a")
      #expect(throws: NoteError.badSignature(keyName: "PeterNeumann")) {
        try UnverifiedNote(parsing: changed).verified(by: [key])
      }
    }
  }

  @Test func `a note signed with Ed25519 and SM2 verifies under both keys and each alone`() throws {
    let note = try Note(signing: "text\n", by: [ed25519, sm2])
    let keys = [try NoteKey(ed25519), try NoteKey(sm2)]
    let unverified = try UnverifiedNote(parsing: note.encoded)
    #expect(unverified.text == "text\n")
    #expect(try unverified.verified(by: keys).signers == keys)
    #expect(try unverified.verified(by: [keys[0]]).signers == [keys[0]])
    #expect(try unverified.verified(by: [keys[1]]).signers == [keys[1]])
    #expect(try unverified.verified(by: keys) == note)
  }

  @Test func `an SM2 key is of type ff with a long identifier and reads back`() throws {
    let key = try NoteKey(sm2)
    let blob = try #require(
      key.text.split(separator: "+", maxSplits: 2).last.flatMap { Base64.decode(String($0)) })
    #expect(blob.starts(with: [0xFF] + Array("gm-sm2-sm3/v1".utf8)))
    #expect(blob.count == 1 + 13 + 65)
    #expect(try NoteKey(parsing: key.text) == key)
    let hash = SHA256.hash(Array("log.example/test\n".utf8) + blob)
    #expect(key.text.contains("+" + Hex.encode(hash.bytes.prefix(4)) + "+"))
  }

  @Test func `a known key whose signature fails refuses the note, whoever else signed`() throws {
    let good = try Note(signing: "text\n", by: [ed25519, sm2])
    let bad = try Note(signing: "other\n", by: [sm2])
    let lines = String(decoding: good.encoded, as: UTF8.self).split(separator: "\n")
    let badLines = String(decoding: bad.encoded, as: UTF8.self).split(separator: "\n")
    let mixed = "text\n\n\(lines[1])\n\(badLines[1])\n"
    let unverified = try UnverifiedNote(parsing: Array(mixed.utf8))
    #expect(throws: NoteError.badSignature(keyName: "log.example/test")) {
      try unverified.verified(by: [NoteKey(ed25519), NoteKey(sm2)])
    }
    #expect(try unverified.verified(by: [NoteKey(ed25519)]).signers.count == 1)
  }

  @Test func `signatures of unknown keys alone are not enough`() throws {
    let note = try UnverifiedNote(parsing: Note(signing: "text\n", by: [ed25519]).encoded)
    #expect(throws: NoteError.noKnownSignature) { try note.verified(by: []) }
    #expect(throws: NoteError.noKnownSignature) { try note.verified(by: [NoteKey(sm2)]) }
    let renamed = try NoteKey(
      name: "log.example/other", algorithm: .ed25519, publicKey: ed25519.publicKey)
    #expect(throws: NoteError.noKnownSignature) { try note.verified(by: [renamed]) }
  }

  @Test func `the last blank line parts text and signatures`() throws {
    let note = try Note(signing: "a\n\nb\n\n\u{2014} x AAAAAAA=\n", by: [ed25519])
    let unverified = try UnverifiedNote(parsing: note.encoded)
    #expect(unverified.text == "a\n\nb\n\n\u{2014} x AAAAAAA=\n")
    #expect(unverified.signatures.count == 1)
  }

  @Test func `sixteen and more signatures are accepted, a flood is not`() throws {
    let line = "\u{2014} other.example AAAAAAA=\n"
    let signed = String(
      decoding: try Note(signing: "text\n", by: [ed25519]).encoded, as: UTF8.self)
    let many = try UnverifiedNote(
      parsing: Array((signed + String(repeating: line, count: 63)).utf8))
    #expect(try many.verified(by: [NoteKey(ed25519)]).signatures.count == 64)
    #expect(throws: NoteError.self) {
      try UnverifiedNote(parsing: Array((signed + String(repeating: line, count: 64)).utf8))
    }
  }

  @Test(arguments: [
    "", "\n", "text\n", "text\n\n", "\n\n\u{2014} a AAAAAAA=", "text\n\u{2014} a AAAAAAA=\n",
    "text\n\n\u{2014} a AAAAAAA=", "text\n\n- a AAAAAAA=\n", "text\n\n\u{2014}a AAAAAAA=\n",
    "text\n\n\u{2014} a  AAAAAAA=\n", "text\n\n\u{2014} a+b AAAAAAA=\n",
    "text\n\n\u{2014}  AAAAAAA=\n",
    "text\n\n\u{2014} a AAAA\n", "text\n\n\u{2014} a ????\n", "te\u{7}xt\n\n\u{2014} a AAAAAAA=\n",
    "text\r\n\n\u{2014} a AAAAAAA=\n", "text\n\n\u{2014} a AAAAAAA=\n\n",
    "te\tt\n\n\u{2014} a AAAAAAA=\n",
  ])
  func `a text that is no note is refused`(text: String) {
    #expect(throws: NoteError.self) { try UnverifiedNote(parsing: Array(text.utf8)) }
  }

  @Test func `bytes that are not UTF-8 and very long notes are refused`() {
    #expect(throws: NoteError.malformed("a note is UTF-8")) {
      try UnverifiedNote(parsing: [0x61, 0xFF, 0x0A, 0x0A, 0x62, 0x0A])
    }
    #expect(throws: NoteError.tooLarge(bytes: 65_537, bytesMax: 65_536)) {
      try UnverifiedNote(parsing: Array(repeating: 0x61, count: 65_537))
    }
  }

  @Test func `a key text with a wrong id, kind, length or form is refused`() throws {
    let good = try NoteKey(ed25519).text
    #expect(throws: NoteError.wrongKeyID) {
      try NoteKey(parsing: Self.vkey.replacing("c74f20a3", with: "c74f20a4"))
    }
    #expect(throws: NoteError.wrongKeyID) { try NoteKey(parsing: "x" + good) }
    #expect(throws: NoteError.unknownKeyKind) {
      try NoteKey(parsing: "a+00000000+" + Base64.encode([0x02] + ed25519.publicKey))
    }
    #expect(throws: NoteError.malformed("the public key has the wrong length")) {
      try NoteKey(parsing: "a+00000000+" + Base64.encode([0x01, 2, 3]))
    }
    #expect(throws: NoteError.wrongKeyName) {
      try NoteKey(parsing: "a b+00000000+" + Base64.encode([0x01] + ed25519.publicKey))
    }
    for text in ["", "a", "a+b", "a+00000000", "a+0000000g+AQ==", "a+0+AQ==", "a+00000000+?"] {
      #expect(throws: NoteError.self) { try NoteKey(parsing: text) }
    }
    #expect(throws: NoteError.tooLarge(bytes: 1025, bytesMax: 1024)) {
      try NoteKey(parsing: String(repeating: "a", count: 1025))
    }
  }
}
