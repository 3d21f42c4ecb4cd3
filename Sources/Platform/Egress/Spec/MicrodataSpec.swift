// SPDX-License-Identifier: Apache-2.0
import Core

/// The form of records that leave: what each column is, of which column of the granted data it was
/// made, and the bounds they keep. Columns that are not named are derived ones, and are looked at
/// for what they give away.
package struct MicrodataSpec: Codable, Hashable, Sendable {
  /// What the records are, for the checkers; 1 to 500 characters.
  package let description: String
  /// The decimals to which numbers are rounded, 0 to 6.
  package let decimals: Int
  /// The column that tells whom a record is about; it is stripped at the door.
  package let subject: String
  /// The declared columns, 1 to 200, each named once.
  package let columns: [MicrodataColumn]
  /// To whom they go (GB/T 42460): the smallest class follows from it.
  package let releaseModel: ReleaseModel
  /// A larger smallest class, 1 to 1,000,000; nil for that of the release model.
  package let k: Int?
  /// The least number of distinct sensitive values in a class, 2 to 1,000,000; nil for 2.
  package let distinct: Int?
  /// The greatest distance of a class's sensitive values from all, 0 to 100; nil for no bound.
  package let tPercent: Int?

  /// Describes records.
  package init(
    description: String, decimals: Int, subject: String, columns: [MicrodataColumn],
    releaseModel: ReleaseModel, k: Int? = nil, distinct: Int? = nil, tPercent: Int? = nil
  ) {
    self.description = description
    self.decimals = decimals
    self.subject = subject
    self.columns = columns
    self.releaseModel = releaseModel
    self.k = k
    self.distinct = distinct
    self.tPercent = tPercent
  }

  /// To whom records go, by GB/T 42460; not into an enclave, since a file is taken away.
  package enum ReleaseModel: String, Codable, Sendable {
    /// To a party that is bound by an agreement: at least 5.
    case agreement
    /// To everybody: at least 20.
    case open
  }

  /// The member at which it cannot be; nil when it is sound.
  package var fault: String? {
    let names = columns.map(\.name)
    func isName(_ text: String) -> Bool { (1...200).contains(text.count) }
    if !(1...500).contains(description.count) { return "description" }
    if !(0...6).contains(decimals) { return "decimals" }
    if !isName(subject) || names.contains(subject) { return "subject" }
    if !(1...200).contains(columns.count) || Set(names).count != names.count { return "columns" }
    if let column = columns.first(where: { !isName($0.name) || !isName($0.from ?? "-") }) {
      return "columns \(column.name.prefix(40))"
    }
    if !columns.contains(where: { $0.role == .quasiIdentifier }) { return "columns role" }
    if let k, !(1...1_000_000).contains(k) { return "k" }
    if let distinct, !(2...1_000_000).contains(distinct) { return "distinct" }
    if let tPercent, !(0...100).contains(tPercent) { return "tPercent" }
    return nil
  }
}

/// A declared column of records.
package struct MicrodataColumn: Codable, Hashable, Sendable {
  /// What a column tells of people.
  package enum Role: String, Codable, Sendable {
    case quasiIdentifier = "quasi-identifier"
    case sensitive
    case other
  }

  /// The column of the output.
  package let name: String
  /// The column of the granted data that it was made of; nil for the one of the same name.
  package let from: String?
  /// What it tells of people.
  package let role: Role
  /// Whether its values have an order, for the distance of sensitive values.
  package let ordered: Bool?

  /// Declares a column.
  package init(_ name: String, from: String? = nil, role: Role, ordered: Bool? = nil) {
    self.name = name
    self.from = from
    self.role = role
    self.ordered = ordered
  }
}
