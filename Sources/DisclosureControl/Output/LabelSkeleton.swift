// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Folds a label to what it looks like, so that look-alikes meet.
///
/// Compatibility form (full-width letters), case, accents and marks, blanks, dashes, invisible
/// characters and the Greek and Cyrillic letters drawn like Latin ones are folded. It is a net
/// for splitting attacks, not a full confusables table (Unicode TS 39).
enum LabelSkeleton {
  /// The skeleton of a label.
  static func of(_ text: String) -> String {
    var folded = ""
    for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
      if scalar.properties.isWhitespace || InvisibleScalar.isInvisible(scalar) { continue }
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .spacingMark, .enclosingMark: continue
      case .dashPunctuation, .connectorPunctuation: folded.append("-")
      default: folded.unicodeScalars.append(lookAlikes[scalar] ?? scalar)
      }
    }
    return folded
  }

  private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = [
    "\u{0430}": "a", "\u{0432}": "b", "\u{0435}": "e", "\u{043A}": "k", "\u{043C}": "m",
    "\u{043D}": "h", "\u{043E}": "o", "\u{0440}": "p", "\u{0441}": "c", "\u{0442}": "t",
    "\u{0443}": "y", "\u{0445}": "x", "\u{0456}": "i", "\u{0458}": "j", "\u{0455}": "s",
    "\u{03B1}": "a", "\u{03B2}": "b", "\u{03B5}": "e", "\u{03B9}": "i", "\u{03BA}": "k",
    "\u{03BC}": "m", "\u{03BD}": "v", "\u{03BF}": "o", "\u{03C1}": "p", "\u{03C4}": "t",
    "\u{03C5}": "u", "\u{03C7}": "x", "\u{0131}": "i", "0": "o", "1": "l", "|": "l",
    "\u{3007}": "o",
  ]
}
