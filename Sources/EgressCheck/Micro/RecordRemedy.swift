// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Which columns a remedied form of records leaves out, and what is still objected to then.
///
/// What told an attribute need not be alone in telling it: without the columns that were found, the
/// others are examined again.
struct RecordRemedy {
  /// How often what is left is examined.
  private static let roundsMax = 3
  /// Objections whose place is named as a column's is, but which no column's going mends.
  private static let ofNoColumn: Set<String> = [
    "personal-code-in-name.1", "name-markup.1", "subject-missing.1", "subject-repeated.1",
    "raw-subject-repeated.1", "subject-unknown.1",
  ]

  let declaration: MicrodataDeclaration
  /// The columns of the output.
  let columns: [String]
  /// What the undeclared columns were found to tell.
  let derived: [CheckFinding]
  /// All other objections but those to the classes, which are measured again.
  let others: [CheckFinding]
  /// The subjects beside the raw data, where they could be brought together.
  let sample: AlignedSample?

  /// The columns to leave out, and the objections that are left without them.
  func examine() -> (dropped: Set<String>, open: [CheckFinding]) {
    var dropped = dropping(derived + others + roles)
    var left = derived
    for round in 1...Self.roundsMax {
      if let sample, !dropped.isEmpty {
        left = DerivedFindings(sample: sample.without(dropped)).all
      }
      let more = dropping(left).subtracting(dropped)
      if more.isEmpty || round == Self.roundsMax { break }
      dropped.formUnion(more)
    }
    return (dropped, (left + others).filter { !isMended($0, dropped) })
  }

  /// Whether an objection is to a column that is left out, or to what several columns hold
  /// together where only one is left.
  func isMended(_ finding: CheckFinding, _ dropped: Set<String>) -> Bool {
    if let column = column(finding) { return dropped.contains(column) }
    guard finding.location["columns"]?.text == "derived" else { return false }
    let known = Set(declaration.columns.map(\.name) + [declaration.subject].compactMap(\.self))
    return Set(columns).subtracting(known).subtracting(dropped).count < 2
  }

  /// Declared direct identifiers.
  private var roles: [CheckFinding] {
    declaration.columns.filter { $0.role == .directIdentifier }.map(\.name).map { name in
      CheckFinding(
        .directIdentifier, .fail, at: .members([("column", .string(name))]), zh: "", en: "",
        remedy: "drop")
    }
  }

  /// The columns that objections would have left out.
  private func dropping(_ findings: [CheckFinding]) -> Set<String> {
    Set(
      findings.filter { $0.severity == .fail && $0.remedy == "drop" || $0.remedy == "coarsen" }
        .compactMap(column)
    ).intersection(columns).subtracting(declaration.quasiIdentifiers)
      .subtracting([declaration.subject].compactMap(\.self))
  }

  private func column(_ finding: CheckFinding) -> String? {
    if let formula = finding.formula, Self.ofNoColumn.contains(formula) { return nil }
    return finding.location["column"]?.text
  }
}

extension AlignedSample {
  /// The same subjects without some of the output's columns.
  func without(_ names: Set<String>) -> AlignedSample {
    var sample = AlignedSample(
      rows: rows, derived: derived.filter { !names.contains($0.name) },
      declared: declared.filter { !names.contains($0.column.name) }, raw: raw,
      pseudonyms: pseudonyms.subtracting(names), order: order, rawOrder: rawOrder, facet: facet,
      look: look)
    sample.facets = facets.map { $0.without(names) }
    return sample
  }
}
