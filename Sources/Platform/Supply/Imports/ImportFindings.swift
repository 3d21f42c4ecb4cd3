// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// What a scan found in the file of an import itself. It holds no value of the data.
package struct ImportFindings: StructuredValue, Hashable {
  /// Rows that would be taken.
  package let rows: Int
  /// Rows that would be kept apart.
  package let rowsBad: Int
  /// Rows that would be kept apart, by class.
  package let counts: [NamedCount]
  /// What the columns may be, each of which something was found.
  package let columns: [ImportColumnFinding]
  /// Cells that a spreadsheet would take for formulas, rounded down to a power of two.
  package let formulas: Int
  /// Cells with markup of a page, rounded down to a power of two.
  package let markup: Int

  /// Gathers findings.
  package init(
    rows: Int, rowsBad: Int, counts: [NamedCount], columns: [ImportColumnFinding], formulas: Int,
    markup: Int
  ) {
    self.rows = rows
    self.rowsBad = rowsBad
    self.counts = counts
    self.columns = columns
    self.formulas = formulas
    self.markup = markup
  }

  /// An example in JSON.
  package static let example =
    #"{"rows":1000,"rowsBad":0,"counts":[],"columns":[],"formulas":0,"markup":0}"#

  /// Numbers and lists have bounds.
  package func problem() -> FieldProblem? {
    guard rows >= 0, rowsBad >= 0, formulas >= 0, markup >= 0 else {
      return .bounds(0...1_000_000_000)
    }
    guard counts.count <= 64, columns.count <= 120 else { return .bounds(0...120) }
    return counts.lazy.compactMap { $0.problem() }.first
  }
}

/// What the scan takes a column for.
package struct ImportColumnFinding: Codable, Hashable, Sendable {
  /// The column.
  package let column: String
  /// What it may be: a class of the platform's suggestions.
  package let suggested: String
  /// Why, the decisive reason first.
  package let evidence: [String]
  /// Whether its values, or what it says of itself, name one person.
  package let namesPerson: Bool
  /// Whether they name one person or enterprise.
  package let namesSubject: Bool

  /// Names a column with what it may be.
  package init(
    column: String, suggested: String, evidence: [String], namesPerson: Bool, namesSubject: Bool
  ) {
    self.column = column
    self.suggested = suggested
    self.evidence = evidence
    self.namesPerson = namesPerson
    self.namesSubject = namesSubject
  }
}

/// How far the values of an import's columns are values of data that its scenario uses.
///
/// A table that holds the same codes as a resource can undo its masks: who decides is told. Numbers
/// are rounded down to powers of two: nobody learns from them whether a single one is there.
package struct ImportOverlap: StructuredValue, Hashable {
  /// Pairs of columns with values in common, the most first.
  package let pairs: [ImportOverlapPair]
  /// How many pairs were compared.
  package let compared: Int
  /// How many were left out, since there were too many.
  package let leftOut: Int

  /// Gathers pairs.
  package init(pairs: [ImportOverlapPair], compared: Int, leftOut: Int) {
    self.pairs = pairs
    self.compared = compared
    self.leftOut = leftOut
  }

  /// An example in JSON.
  package static let example =
    #"{"pairs":[{"column":"uscc","resource":"RES-…","other":"uscc","form":"plain","#
    + #""atLeast":512}],"compared":3,"leftOut":0}"#

  /// Every number of values is a power of two.
  package func problem() -> FieldProblem? {
    guard compared >= 0, leftOut >= 0, pairs.count <= 64 else { return .bounds(0...64) }
    let isRounded = pairs.allSatisfy { $0.atLeast > 0 && $0.atLeast & ($0.atLeast - 1) == 0 }
    return isRounded ? nil : .type(LocalText(zh: "2 的幂", en: "powers of two"))
  }

  /// A number rounded down to a power of two; 0 stays.
  package static func rounded(_ number: Int) -> Int {
    guard number > 0 else { return 0 }
    return 1 << (Int.bitWidth - 1 - number.leadingZeroBitCount)
  }
}

/// A column of an import that shares values with one of a resource.
package struct ImportOverlapPair: Codable, Hashable, Sendable {
  /// The column of the import.
  package let column: String
  /// The resource.
  package let resource: RecordID
  /// The column of the resource.
  package let other: String
  /// In which form the import has the values.
  package let form: ImportForm
  /// The different values in common, rounded down to a power of two.
  package let atLeast: Int

  /// Names a pair.
  package init(
    column: String, resource: RecordID, other: String, form: ImportForm, atLeast: Int
  ) {
    self.column = column
    self.resource = resource
    self.other = other
    self.form = form
    self.atLeast = atLeast
  }
}

/// In which form values of a resource stand in an import.
package enum ImportForm: String, Codable, Hashable, Sendable, CaseIterable {
  case plain
  /// As digests without a key, which everybody can compute and look up.
  case md5
  case sha1
  case sha256
}
