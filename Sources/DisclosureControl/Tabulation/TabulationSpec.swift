// SPDX-License-Identifier: Apache-2.0

/// A tabulation as a person declared it: the form of `tabulation` and `query` releases.
///
/// It holds whatever was written; `check()` turns it into a `Tabulation` or into refusals.
package struct TabulationSpec: Codable, Hashable, Sendable {
  /// The columns whose values span the cells, at most eight.
  package var dimensions: [String]
  /// What is published per cell, at most sixteen.
  package var measures: [MeasureDeclaration]
  /// The column that identifies the person or enterprise a record is about.
  package var subject: String
  /// Which records are counted; all of them when empty.
  package var filters: [FilterDeclaration]
  /// Whether totals over each dimension are published too.
  package var margins: Bool

  /// Declares a tabulation.
  package init(
    dimensions: [String], measures: [MeasureDeclaration], subject: String,
    filters: [FilterDeclaration] = [], margins: Bool = false
  ) {
    self.dimensions = dimensions
    self.measures = measures
    self.subject = subject
    self.filters = filters
    self.margins = margins
  }

  /// Decodes the declaration and refuses unknown keys.
  package init(from decoder: any Decoder) throws {
    try StrictKeys.refuseUnknown(
      in: decoder, known: ["dimensions", "measures", "subject", "filters", "margins"])
    let container = try decoder.container(keyedBy: CodingKeys.self)
    dimensions = try container.decode([String].self, forKey: .dimensions)
    measures = try container.decode([MeasureDeclaration].self, forKey: .measures)
    subject = try container.decode(String.self, forKey: .subject)
    filters = try container.decodeIfPresent([FilterDeclaration].self, forKey: .filters) ?? []
    margins = try container.decodeIfPresent(Bool.self, forKey: .margins) ?? false
  }

  private enum CodingKeys: String, CodingKey {
    case dimensions, measures, subject, filters, margins
  }
}
