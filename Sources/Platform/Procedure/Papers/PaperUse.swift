// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography

/// For which case a paper stands: one row for each digest and each number of a decision.
///
/// The id is made of the paper, so that one look-up tells whether it was filed before.
package struct PaperUse: Record {
  /// The table.
  package static let table = TableSpec(
    "paperUse", prefix: "PUS", columns: [.text("place"), .text("case")])

  /// The id that the paper has in its place.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The case under which it was filed.
  package let `case`: RecordID

  init(_ paper: CasePaperKey, in place: String, case file: RecordID) {
    id = PaperUse.id(of: paper, in: place)
    self.place = place
    self.case = file
  }

  /// The id of a paper in a place.
  static func id(of paper: CasePaperKey, in place: String) -> RecordID {
    let text = "paper/\(place)/\(paper.rawValue)"
    return RecordID.make(prefix: table.prefix, random: SHA256.hash(Array(text.utf8)).bytes)
  }
}

/// What makes a paper the same one: the digest of its bytes, or the number that a body gave it.
struct CasePaperKey: RawRepresentable, Codable, Hashable, Sendable {
  let rawValue: String

  init(rawValue: String) { self.rawValue = rawValue }

  /// A file.
  init(_ digest: DigestText) { rawValue = "file/\(digest.text)" }

  /// The number of a body's decision, however its blanks, brackets and digits are written.
  init(number: String, of body: String) {
    rawValue = "number/\(Self.plain(body))/\(Self.plain(number))"
  }

  /// A text without blanks, in small letters, with one form for each digit, letter and bracket.
  private static func plain(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      switch scalar {
      case "〔", "［", "【", "(", "（", "「", "{", "｛", "<", "《": scalars.append("[")
      case "〕", "］", "】", ")", "）", "」", "}", "｝", ">", "》": scalars.append("]")
      case "\u{FF01}"..."\u{FF5E}":
        scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      default: scalars.append(scalar)
      }
    }
    return String(scalars).lowercased()
  }
}

/// Papers were filed under a case.
package struct PapersFiled: DomainEvent {
  /// The stable type.
  package static let type = "case.papers"
  /// The case.
  package let subject: RecordID
  let place: String
  let papers: [CasePaperKey]

  /// Notes each paper.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    papers.map { .put(PaperUse($0, in: place, case: subject)) }
  }
}
