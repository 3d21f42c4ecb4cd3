// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import Foundation

/// Marks of a vector plot: one for each record in a scatter plot, few in a chart of a table.
struct MarkCount {
  /// Marks from which a person looks, and from which the plot keeps points.
  static let review = 60
  static let fail = 120

  private let marks: Int

  init(_ text: String) {
    guard text.contains("<svg") else {
      marks = 0
      return
    }
    marks = ["<circle", "<ellipse", "<use"].reduce(0) { best, tag in
      max(best, text.components(separatedBy: tag).count - 1)
    }
  }

  func findings(at place: Document) -> [CheckFinding] {
    guard marks >= Self.review else { return [] }
    return [
      CheckFinding(
        .embeddedData, marks >= Self.fail ? .fail : .review, at: place, value: Double(marks),
        parameter: Double(Self.review), formula: "plot-points.1",
        zh: "矢量图保留了逐条记录的点；请改用分组图或位图",
        en: "the vector plot keeps a point for each record; use a chart of groups or a bitmap",
        remedy: "coarsen")
    ]
  }
}
