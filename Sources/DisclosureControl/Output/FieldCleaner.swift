// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Makes one text field canonical.
struct FieldCleaner {
  var changes = OutputChanges()

  /// Removes invisible characters, folds blanks and line breaks to single spaces, trims, and
  /// brings the text to normal form C.
  mutating func clean(_ text: String) -> String {
    if isPlain(text) { return text }
    var visible = ""
    var hadInvisible = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        visible.append(" ")
      } else if InvisibleScalar.isInvisible(scalar) {
        hadInvisible = true
      } else {
        visible.unicodeScalars.append(scalar)
      }
    }
    // By scalars: a blank under an accent is another character than a blank.
    let folded = visible.unicodeScalars.split(separator: " ").map { String($0) }
      .joined(separator: " ")
    let normal = folded.precomposedStringWithCanonicalMapping
    if hadInvisible { changes.invisibleRemoved += 1 }
    if !normal.utf8.elementsEqual(folded.utf8) { changes.normalised += 1 }
    let blanksKept =
      visible.utf8.elementsEqual(folded.utf8)
      && !text.unicodeScalars.contains { $0.properties.isWhitespace && $0 != " " }
    if !blanksKept { changes.blanksFolded += 1 }
    return normal
  }

  /// Whether a text is printable ASCII without blanks at an edge or in a row.
  private func isPlain(_ text: String) -> Bool {
    var previous: UInt8 = 0x20
    for byte in text.utf8 {
      guard byte >= 0x20, byte < 0x7F, byte != 0x20 || previous != 0x20 else { return false }
      previous = byte
    }
    return text.isEmpty || previous != 0x20
  }
}
