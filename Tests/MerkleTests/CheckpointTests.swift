// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Merkle
import Testing

@Suite("Checkpoints and proof files")
struct CheckpointTests {
  let signer: Ed25519Signer
  let key: NoteKey
  let tree = ReferenceTree(size: 11)

  init() throws {
    signer = try Ed25519Signer.generate(
      name: "log.example/test", random: SeededRandom(seed: 3))
    key = try NoteKey(signer)
  }

  private func checkpoint(_ size: Int = 11) throws -> Checkpoint {
    try Checkpoint(
      signing: TreeHead(origin: "log.example/test", size: size, root: tree.root(size)),
      by: [signer])
  }

  private func proof(_ index: Int, extra: [UInt8]? = nil) throws -> UnverifiedLogProof {
    try UnverifiedLogProof(
      extra: extra, inclusion: InclusionProof(index: index, size: 11, from: tree),
      checkpoint: checkpoint().encoded)
  }

  @Test func `a checkpoint is origin, size and root, and reads back`() throws {
    let made = try checkpoint()
    let root = Base64.encode(tree.root.bytes)
    #expect(made.note.text == "log.example/test\n11\n\(root)\n")
    let read = try UnverifiedCheckpoint(parsing: made.encoded)
    #expect(try read.verified(by: [key], origin: "log.example/test") == made)
    #expect(try read.verified(by: [key]).head.root == tree.root)
  }

  @Test func `further lines are kept and signed`() throws {
    let root = Base64.encode(tree.root.bytes)
    let note = try Note(signing: "log.example/test\n11\n\(root)\nmore\nlines\n", by: [signer])
    let read = try UnverifiedCheckpoint(parsing: note.encoded).verified(by: [key])
    #expect(read.head.extensions == ["more", "lines"])
    #expect(read.encoded == note.encoded)
    #expect(read.head.text == note.text)
  }

  @Test func `a checkpoint of another log is refused`() throws {
    let read = try UnverifiedCheckpoint(parsing: checkpoint().encoded)
    let error = NoteError.wrongOrigin(expected: "other.example", found: "log.example/test")
    #expect(throws: error) { try read.verified(by: [key], origin: "other.example") }
  }

  @Test(arguments: [
    "o\n1\n", "o\n1\nROOT", "o\n01\nROOT\n", "o\n-1\nROOT\n", "o\n+1\nROOT\n", "o\n \nROOT\n",
    "o\n99999999999999999999\nROOT\n", "o o\n1\nROOT\n", "\n1\nROOT\n", "o+o\n1\nROOT\n",
    "o\n1\nAAAA\n", "o\n1\nnot base 64\n", "o\n1\nROOT\n\nmore\n", "o\n0x1\nROOT\n",
    "o\n1 \nROOT\n",
  ])
  func `a text that states no tree head is refused`(text: String) {
    let root = Base64.encode(tree.root.bytes)
    #expect(throws: NoteError.self) {
      try TreeHead(parsing: text.replacing("ROOT", with: root))
    }
  }

  @Test func `a head needs a name and a size that is not negative`() {
    #expect(throws: NoteError.self) { try TreeHead(origin: "a b", size: 0, root: tree.root) }
    #expect(throws: NoteError.self) { try TreeHead(origin: "", size: 0, root: tree.root) }
    #expect(throws: NoteError.self) { try TreeHead(origin: "a", size: -1, root: tree.root) }
  }

  @Test func `a proof file reads back and verifies for every leaf`() throws {
    for index in 0..<11 {
      let made = try proof(index)
      let read = try UnverifiedLogProof(parsing: made.encoded)
      #expect(read == made)
      let verified = try read.verified(
        leafHash: tree.leaves[index], keys: [key], origin: "log.example/test")
      #expect(verified.index == index)
      #expect(verified.checkpoint.head.size == 11)
    }
  }

  @Test func `a proof file is written as its format says`() throws {
    let made = try proof(10, extra: Array("hi".utf8))
    let lines = String(decoding: made.encoded, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "c2sp.org/tlog-proof@v1")
    #expect(lines[1] == "extra aGk=")
    #expect(lines[2] == "index 10")
    let path = ReferenceTree.path(10, tree.leaves[...])
    #expect(lines[3..<(3 + path.count)].map(String.init) == path.map { Base64.encode($0.bytes) })
    #expect(lines[3 + path.count] == "")
    #expect(lines[4 + path.count] == "log.example/test")
    #expect(try UnverifiedLogProof(parsing: made.encoded).extra == Array("hi".utf8))
  }

  @Test func `a proof of a tree of one leaf has no hashes`() throws {
    let made = try UnverifiedLogProof(
      inclusion: InclusionProof(index: 0, size: 1, hashes: []), checkpoint: checkpoint(1).encoded)
    let read = try UnverifiedLogProof(parsing: made.encoded)
    #expect(read.inclusion.hashes.isEmpty)
    #expect(try read.verified(leafHash: tree.leaves[0], keys: [key]).index == 0)
  }

  @Test func `the wrong leaf, key or origin refuses the proof`() throws {
    let read = try UnverifiedLogProof(parsing: proof(4).encoded)
    #expect(throws: NoteError.wrongProof(.rootMismatch)) {
      try read.verified(leafHash: tree.leaves[5], keys: [key])
    }
    #expect(throws: NoteError.noKnownSignature) {
      try read.verified(leafHash: tree.leaves[4], keys: [])
    }
    #expect(throws: NoteError.self) {
      try read.verified(leafHash: tree.leaves[4], keys: [key], origin: "other.example")
    }
  }

  @Test func `no single changed byte of a proof file leaves it valid, extra data aside`() throws {
    let bytes = try proof(4).encoded
    var survivors = 0
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1
      do {
        let read = try UnverifiedLogProof(parsing: changed)
        _ = try read.verified(leafHash: tree.leaves[4], keys: [key], origin: "log.example/test")
        survivors += 1
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
    #expect(survivors == 0)
  }

  @Test func `a proof for another size than the checkpoint's cannot be put together`() throws {
    #expect(throws: NoteError.self) {
      try UnverifiedLogProof(
        inclusion: InclusionProof(index: 0, size: 5, from: tree), checkpoint: checkpoint().encoded)
    }
  }

  @Test(arguments: [
    ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"), ("index 4", "index 04"),
    ("index 4", "index -4"), ("index 4", "index"), ("index 4", "indes 4"), ("index 4", "index 4 "),
    ("index 4", "extra ???\nindex 4"), ("index 4", "index 4\nAAAA"), ("\n\n", "\n"),
    ("index 4", "index 4\nextra aGk="), ("index 4\n", ""),
  ])
  func `a malformed proof file is refused`(part: String, replacement: String) throws {
    let text = String(decoding: try proof(4).encoded, as: UTF8.self)
    let changed = text.replacing(part, with: replacement)
    #expect(changed != text)
    #expect(throws: NoteError.self) { try UnverifiedLogProof(parsing: Array(changed.utf8)) }
  }

  @Test func `a flood of hashes and a huge file are refused`() throws {
    let text = String(decoding: try proof(4).encoded, as: UTF8.self)
    let hash = Base64.encode(tree.root.bytes)
    let flood = "index 4\n" + Array(repeating: hash, count: 64).joined(separator: "\n")
    #expect(throws: NoteError.malformed("a proof has at most 63 hashes")) {
      try UnverifiedLogProof(parsing: Array(text.replacing("index 4", with: flood).utf8))
    }
    #expect(throws: NoteError.tooLarge(bytes: 131_073, bytesMax: 131_072)) {
      try UnverifiedLogProof(parsing: Array(repeating: 0x61, count: 131_073))
    }
  }
}
