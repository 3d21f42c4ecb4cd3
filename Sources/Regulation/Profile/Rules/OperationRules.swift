// SPDX-License-Identifier: Apache-2.0

/// What an operator and developers may do, and by which rules.
package struct OperationRules: Codable, Hashable, Sendable {
  /// Whether the operator may work on products already delivered.
  package internal(set) var operatorMayRedevelop: ProfileValue<Bool>
  /// The kinds of processing an operator may do.
  package let operatorJobKinds: ProfileValue<[Labelled]>
  /// The rules, plans and records without which something is refused.
  package let ruleDocuments: [RuleDocument]
  /// What is filed, where and within how many working days.
  package let filings: [FilingRule]
  /// The clauses by which products are made in the domain alone; empty where no text says so.
  package let processingPlace: [ClauseID]
  /// What a developer may build on.
  package let developerInputs: ProfileValue<[String]>
}

extension OperationRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    operatorMayRedevelop = section.value("operatorMayRedevelop", .bool)
    operatorJobKinds = section.value("operatorJobKinds", .labelled)
    ruleDocuments = section.sections("ruleDocuments", RuleDocument.init)
    filings = section.sections("filings", FilingRule.init)
    processingPlace =
      section.optional("processingPlace") == nil
      ? [] : section.section("processingPlace") { $0.clauses() }
    developerInputs = section.value("developerInputs", .list(.name))
  }
}
