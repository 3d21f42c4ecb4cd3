// SPDX-License-Identifier: Apache-2.0

/// Objects to labels that may hide or carry data.
///
/// A label with a personal code fails. Labels that begin like a spreadsheet formula, have blanks
/// at an edge or invisible characters, and labels of one dimension that differ only in case,
/// width, blanks or look-alike letters (which split one category into several) go to review. The
/// finding's cell is the first cell with that label.
package struct LabelRule: DisclosureRule, Hashable {
  /// Makes the rule.
  package init() {}

  /// At most one finding of each kind per label.
  package func findings(in table: EvidenceTable) -> [Finding] {
    var findings: [Finding] = []
    for (dimension, axis) in table.shape.axes.enumerated() {
      var seen: Set<String> = []
      for (position, coordinate) in axis.enumerated() {
        guard case .label(let text) = coordinate else { continue }
        let cell = table.shape.cell(0, moved: dimension, to: position)
        let key = table.cells[cell].key
        if let severity = Self.severity(of: text) {
          findings.append(
            Finding(
              rule: .suspectLabel, severity: severity, cell: key, formula: .labelShape,
              parameter: 0, observed: dimension))
        }
        if !seen.insert(LabelSkeleton.of(text)).inserted {
          findings.append(
            Finding(
              rule: .suspectLabel, severity: .review, cell: key, formula: .labelLookAlike,
              parameter: 0, observed: dimension))
        }
      }
    }
    return findings
  }

  private static func severity(of text: String) -> Verdict? {
    if ContentScan.containsPersonalCode(text) { return .fail }
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first, let last = scalars.last else { return nil }
    let formula = ["=", "+", "-", "@"].contains(String(first))
    let edge = first.properties.isWhitespace || last.properties.isWhitespace
    let invisible = scalars.contains { InvisibleScalar.isInvisible($0) }
    return formula || edge || invisible ? .review : nil
  }
}
