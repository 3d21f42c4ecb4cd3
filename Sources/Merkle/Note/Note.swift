// SPDX-License-Identifier: Apache-2.0
import Core
package import Cryptography

/// A note whose signatures were checked, or made here.
package struct Note: Hashable, Sendable {
  /// The signed text; it ends with a line feed.
  package let text: String
  /// All signature lines, those of unknown keys included.
  package let signatures: [NoteSignature]
  /// The known keys whose signatures hold.
  package let signers: [NoteKey]

  init(text: String, signatures: [NoteSignature], signers: [NoteKey]) {
    self.text = text
    self.signatures = signatures
    self.signers = signers
  }

  /// Signs a text, which ends with a line feed, with every signer in order; throws what one throws.
  package init(signing text: String, by signers: [any Signer]) throws {
    let message = Array(text.utf8)
    var keys: [NoteKey] = []
    var signatures: [NoteSignature] = []
    for signer in signers {
      let key = try NoteKey(signer)
      signatures.append(NoteSignature(key: key, signature: try signer.sign(message)))
      keys.append(key)
    }
    self.init(text: text, signatures: signatures, signers: keys)
  }

  /// The note as it is stored and sent.
  package var encoded: [UInt8] {
    Array((text + "\n" + signatures.map { $0.text + "\n" }.joined()).utf8)
  }
}

extension NoteKey {
  /// The key under which others know a signer.
  package init(_ signer: any Signer) throws(NoteError) {
    try self.init(
      name: signer.name, algorithm: signer.algorithm, publicKey: signer.publicKey)
  }
}
