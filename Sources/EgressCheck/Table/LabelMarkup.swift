// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Labels that a browser or spreadsheet would not show as they are.
enum LabelMarkup {
  /// Objections to labels with markup or links, once per label.
  static func findings(_ records: TableRecords, _ evidence: TableEvidence) -> [CheckFinding] {
    var found: [CheckFinding] = []
    var seen: Set<String> = []
    for part in evidence.parts {
      for (axis, coordinates) in part.table.shape.axes.enumerated() {
        let name = records.layout.axes[axis].levels[part.levels[axis]]
        for case .label(let text) in coordinates where isMarkup(text) {
          guard seen.insert(name + "\u{0}" + text).inserted else { continue }
          found.append(
            CheckFinding(
              .embeddedData, .review,
              at: .members([("cell", .members([(name, .string(text))]))]),
              formula: "label-markup.1", zh: "维度值含有标记或链接",
              en: "a label holds markup or a link", remedy: "review"))
        }
      }
    }
    return found
  }

  static func isMarkup(_ text: String) -> Bool {
    let small = text.lowercased()
    return ["javascript:", "data:", "http://", "https://", "{{", "&#", "<!"]
      .contains(where: small.contains)
      || small.contains("<") && (small.contains(">") || small.contains("/"))
  }
}
