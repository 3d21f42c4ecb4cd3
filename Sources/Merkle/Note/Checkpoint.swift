// SPDX-License-Identifier: Apache-2.0
package import Cryptography

/// A checkpoint as it came, well-formed but not believed.
package struct UnverifiedCheckpoint: Hashable, Sendable {
  /// The note around the statement.
  package let note: UnverifiedNote
  /// What is stated.
  package let head: TreeHead

  /// Reads a checkpoint.
  package init(parsing bytes: [UInt8]) throws(NoteError) {
    note = try UnverifiedNote(parsing: bytes)
    head = try TreeHead(parsing: note.text)
  }

  /// Believes the checkpoint if known keys signed it and, when given, it is of the right log.
  package func verified(
    by keys: [NoteKey], origin: String? = nil
  ) throws(NoteError) -> Checkpoint {
    if let origin, origin != head.origin {
      throw .wrongOrigin(expected: origin, found: head.origin)
    }
    return Checkpoint(note: try note.verified(by: keys), head: head)
  }
}

/// A checkpoint whose signatures were checked, or made here.
package struct Checkpoint: Hashable, Sendable {
  /// The signed note.
  package let note: Note
  /// What is stated.
  package let head: TreeHead

  init(note: Note, head: TreeHead) {
    self.note = note
    self.head = head
  }

  /// Signs a tree head with every signer in order; throws what a signer throws.
  package init(signing head: TreeHead, by signers: [any Signer]) throws {
    self.init(note: try Note(signing: head.text, by: signers), head: head)
  }

  /// The checkpoint as it is stored and sent.
  package var encoded: [UInt8] { note.encoded }
}
