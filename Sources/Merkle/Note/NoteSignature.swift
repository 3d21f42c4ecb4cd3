// SPDX-License-Identifier: Apache-2.0
import Core

/// One signature line of a note; worth nothing before it is verified.
package struct NoteSignature: Hashable, Sendable {
  /// The name the line gives.
  package let name: String
  /// The key id the line gives.
  package let keyID: UInt32
  /// The signature itself.
  package let signature: [UInt8]

  private static let start = "\u{2014} "

  init(key: NoteKey, signature: [UInt8]) {
    name = key.name
    keyID = key.id
    self.signature = signature
  }

  /// Reads a line without its line feed.
  init(parsing line: Substring) throws(NoteError) {
    let malformed = NoteError.malformed(
      "a signature line is a dash, the key's name and base 64, with spaces between")
    guard line.hasPrefix(Self.start) else { throw malformed }
    let parts = line.dropFirst(2).split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, NoteKey.isName(String(parts[0])),
      let blob = Base64.decode(String(parts[1])), blob.count > 4
    else { throw malformed }
    name = String(parts[0])
    keyID = blob.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    signature = Array(blob.dropFirst(4))
  }

  /// The line without its line feed.
  var text: String {
    let id = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: keyID >> $0) }
    return "\(Self.start)\(name) \(Base64.encode(id + signature))"
  }
}
