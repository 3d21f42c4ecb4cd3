// SPDX-License-Identifier: Apache-2.0

/// One thing that is filed.
package struct FilingRule: Codable, Hashable, Sendable {
  /// What is filed.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// Who files.
  package let by: Capacity
  /// With whom.
  package let to: Capacity
  /// The event from whose day the period runs, that day not counted.
  package let event: String
  /// The step of a case that it fulfils: done only with the receipt, and counted from the day on
  /// which the step was reached; nil where it fulfils none.
  package let step: String?
  /// The procedure of that step; nil where the step's name alone says which.
  package let procedure: String?
  /// Whether the body of the place itself receives it from the authorities below, too.
  package let isOfPlace: Bool
  /// The period in working days.
  package let workingDays: ProfileValue<Int>
  /// The clauses.
  package let clauses: [ClauseID]
  /// The line of the file on which it stands.
  package let line: Int

  /// The event of a filing whose period runs from the signing of an agreement.
  package static let agreementSigned = "agreementSigned"

  /// Whether it fulfils a step of a procedure.
  package func fulfils(_ step: String, of procedure: String) -> Bool {
    self.step == step && (self.procedure ?? procedure) == procedure
  }

  /// Whether it is that of an agreement.
  package var isOfAgreement: Bool { event == Self.agreementSigned }
}

extension FilingRule {
  /// Reads the section.
  init(_ section: ProfileSection) {
    line = section.line
    id = section.plain("id", .name)
    label = section.label()
    by = section.plain("by", .oneOf(Capacity.operator))
    to = section.plain("to", .oneOf(Capacity.implementingBody))
    event = section.plain("from", .name)
    step = section.plainIfPresent("step", .name)
    procedure = section.plainIfPresent("procedure", .name)
    isOfPlace = section.plainIfPresent("ofPlace", .bool) ?? false
    workingDays = section.value("workingDays", .int(0...365))
    clauses = section.clauses()
  }
}

extension Profile {
  /// Whether agreements are to be filed.
  package var filesAgreements: Bool { operation.filings.contains(where: \.isOfAgreement) }

  /// The step that a filing fulfils is there and is one of filing.
  func checkFilings(_ problems: ProfileProblems) {
    for rule in operation.filings {
      guard let name = rule.step else {
        if rule.procedure != nil {
          problems.report(rule.line, "operation.filings", "names a procedure and no step of it")
        }
        continue
      }
      let steps = procedures.filter { rule.fulfils(name, of: $0.id) }.compactMap { $0.step(name) }
      guard steps.contains(where: { $0.kind == .file }) else {
        problems.report(
          rule.line, "operation.filings", "names `\(name)`, which is no step of filing")
        continue
      }
    }
  }
}
