// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Characters of a text that a reader does not see: those without a mark, and blanks in an order of
/// their own.
struct HiddenCharacters {
  /// Characters without a mark from which a person looks.
  private static let marksMin = 16
  /// Changes between kinds of blanks within one run from which a person looks.
  private static let changesMin = 32

  private let marks: Int
  private let changes: Int

  init(_ text: String) {
    var marks = 0
    var changes = 0
    var own = 0
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == " " || scalar == "\t" || scalar.value > 0x7F && scalar.properties.isWhitespace {
        if let last, last != scalar { own += 1 }
        last = scalar
        continue
      }
      if scalar != "\n" && scalar != "\r" {
        changes = max(changes, own)
        own = 0
      }
      last = nil
      if scalar.value > 0x7F, scalar.properties.isDefaultIgnorableCodePoint, scalar != "\u{FEFF}",
        scalar != "\u{FE0F}", scalar != "\u{200D}"
      {
        marks += 1
      }
    }
    self.marks = marks
    self.changes = max(changes, own)
  }

  func findings(at place: Document) -> [CheckFinding] {
    guard marks >= Self.marksMin || changes >= Self.changesMin else { return [] }
    return [
      CheckFinding(
        .embeddedData, .review, at: place, value: Double(max(marks, changes)),
        parameter: Double(Self.marksMin), formula: "hidden-characters.1",
        zh: "含有许多看不见的字符或有规律的空白，可能携带数据",
        en: "holds many characters that do not show, or blanks in an order that may carry data",
        remedy: "review")
    ]
  }
}
