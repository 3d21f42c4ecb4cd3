// SPDX-License-Identifier: Apache-2.0

import Core

/// Keeps cells of an export from being run as formulas by a spreadsheet.
package enum FormulaGuard {
  /// Puts an apostrophe before a cell that would begin a formula; a plain number stays.
  ///
  /// A formula begins with = + - @, a tab, a line break, or the full-width and small forms of the
  /// signs. Spreadsheets pass over blanks and characters that nobody sees before a sign.
  package static func guarded(_ cell: String) -> String {
    guard startsFormula(cell) else { return cell }
    return isPlainNumber(cell) ? cell : "'" + cell
  }

  /// Says whether a spreadsheet may take the text for a formula.
  package static func startsFormula(_ cell: String) -> Bool {
    guard let first = cell.unicodeScalars.first else { return false }
    switch first {
    case "\t", "\r", "\n": return true
    case "0"..."9", "A"..."Z", "a"..."z": return false
    default: break
    }
    switch HiddenCharacter.visible(cell).first {
    case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\u{FE66}",
      "\u{FE62}", "\u{FE63}", "\u{FE6B}":
      return true
    default: return false
    }
  }

  /// Says whether the text is an optional sign, digits, and perhaps a point and digits.
  package static func isPlainNumber(_ cell: String) -> Bool {
    var bytes = cell.utf8[...]
    if let sign = bytes.first, sign == 0x2B || sign == 0x2D { bytes = bytes.dropFirst() }
    let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 1 || parts.count == 2 else { return false }
    return parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) }
    }
  }
}
