// SPDX-License-Identifier: Apache-2.0

/// A signed note as it came, well-formed but not believed (c2sp.org/signed-note v1.0.0).
package struct UnverifiedNote: Hashable, Sendable {
  /// The largest note in bytes.
  package static let bytesMax = 65_536
  /// The most signatures of one note; the format asks for 16 at least.
  package static let signaturesMax = 64

  /// The signed text; it ends with a line feed.
  package let text: String
  /// The signature lines.
  package let signatures: [NoteSignature]

  /// Reads a note.
  package init(parsing bytes: [UInt8]) throws(NoteError) {
    guard bytes.count <= Self.bytesMax else {
      throw .tooLarge(bytes: bytes.count, bytesMax: Self.bytesMax)
    }
    guard let note = String(validating: bytes, as: UTF8.self) else {
      throw .malformed("a note is UTF-8")
    }
    guard
      note.unicodeScalars.allSatisfy({ $0 == "\n" || $0.properties.generalCategory != .control })
    else { throw .malformed("a note has no control characters but the line feed") }
    guard let split = Self.lastBlankLine(bytes), bytes.last == 0x0A else {
      throw .malformed("a blank line parts a note's text from its signatures")
    }
    text = String(decoding: bytes[..<(split + 1)], as: UTF8.self)
    let lines = String(decoding: bytes[(split + 2)..<(bytes.count - 1)], as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count <= Self.signaturesMax else {
      throw .malformed("a note has at most \(Self.signaturesMax) signatures")
    }
    var signatures: [NoteSignature] = []
    for line in lines { signatures.append(try NoteSignature(parsing: line)) }
    self.signatures = signatures
  }

  /// Believes the note if a known key signed it and no known key's signature fails.
  package func verified(by keys: [NoteKey]) throws(NoteError) -> Note {
    let message = Array(text.utf8)
    var signers: [NoteKey] = []
    for signature in signatures {
      for key in keys where key.name == signature.name && key.id == signature.keyID {
        guard key.isSignature(signature.signature, of: message) else {
          throw .badSignature(keyName: key.name)
        }
        if !signers.contains(key) { signers.append(key) }
      }
    }
    guard !signers.isEmpty else { throw .noKnownSignature }
    return Note(text: text, signatures: signatures, signers: signers)
  }

  /// The offset of the first of the last two neighbouring line feeds.
  private static func lastBlankLine(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 3 else { return nil }
    return (1...(bytes.count - 3)).reversed().first { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }
  }
}
