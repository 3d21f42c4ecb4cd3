// SPDX-License-Identifier: Apache-2.0

/// Which segment of usage records: the edge that writes it, the place, its number.
package struct UsageSegmentName: Hashable, Sendable, Comparable {
  /// The edge.
  package let edge: String
  /// The place whose products were called.
  package let place: String
  /// The number at this edge in this place, from 1.
  package let sequence: Int

  /// Names a segment; nil unless edge and place are of the right form and the number is positive.
  package init?(edge: String, place: String, sequence: Int) {
    guard UsageSegmentName.isName(edge), UsageSegmentName.isName(place),
      (1...99_999_999).contains(sequence)
    else { return nil }
    self.edge = edge
    self.place = place
    self.sequence = sequence
  }

  /// Reads a file's name, such as `edge-1-00000001.jsonl`; nil for any other.
  package init?(file: String, place: String) {
    guard file.hasSuffix(".jsonl") else { return nil }
    let stem = file.dropLast(".jsonl".count)
    guard let hyphen = stem.lastIndex(of: "-") else { return nil }
    let digits = stem[stem.index(after: hyphen)...]
    guard digits.utf8.count == 8, let sequence = Int(digits) else { return nil }
    self.init(edge: String(stem[..<hyphen]), place: place, sequence: sequence)
  }

  /// The file's name.
  package var file: String {
    let digits = String(sequence)
    return "\(edge)-\(String(repeating: "0", count: 8 - digits.count))\(digits).jsonl"
  }

  /// The segment after it.
  var next: UsageSegmentName? {
    UsageSegmentName(edge: edge, place: place, sequence: sequence + 1)
  }

  /// Orders by place, edge and number.
  package static func < (left: UsageSegmentName, right: UsageSegmentName) -> Bool {
    (left.place, left.edge, left.sequence) < (right.place, right.edge, right.sequence)
  }

  /// Whether a text is 1 to 40 small letters, digits and hyphens.
  package static func isName(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"): true
        default: false
        }
      }
  }
}
