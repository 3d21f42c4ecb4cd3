// SPDX-License-Identifier: Apache-2.0
package import DisclosureControl

/// One objection in an answer.
package struct CheckFinding: Hashable, Sendable {
  /// The rule.
  package let rule: CheckRule
  /// `review` or `fail`.
  package let severity: Verdict
  /// Where: a cell and measure, a column, a file.
  package let location: Document
  /// What was observed.
  package var value: Double?
  /// What it was compared with.
  package var parameter: Double?
  /// The formula by name and version, where the rule has several.
  package var formula: String?
  /// The reason in Chinese.
  package let zh: String
  /// The reason in English.
  package let en: String
  /// What would help: `suppress`, `coarsen`, `round`, `drop`, `review`.
  package let remedy: String

  /// Makes an objection.
  package init(
    _ rule: CheckRule, _ severity: Verdict, at location: Document, value: Double? = nil,
    parameter: Double? = nil, formula: String? = nil, zh: String, en: String, remedy: String
  ) {
    self.rule = rule
    self.severity = severity
    self.location = location
    self.value = value
    self.parameter = parameter
    self.formula = formula
    self.zh = zh
    self.en = en
    self.remedy = remedy
  }

  /// The objection as JSON.
  package var document: Document {
    .members([
      ("rule", .string(rule.rawValue)), ("severity", .string(severity.rawValue)),
      ("location", location), ("value", value.map { .number($0) }),
      ("parameter", parameter.map { .number($0) }), ("formula", formula.map { .string($0) }),
      ("reason", .members([("zh", .string(zh)), ("en", .string(en))])),
      ("remedy", .string(remedy)),
    ])
  }
}
