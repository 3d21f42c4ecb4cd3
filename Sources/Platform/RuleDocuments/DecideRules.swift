// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Approves or rejects a version of an operator's rules (EZ-02.11-c).
package struct DecideRules: Action {
  let rules: RecordID
  let conclusion: Conclusion
  let opinion: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "ruleDocument.decide", zh: "审核规范", en: "Decide on rules",
    capacities: [.implementingBody, .dataAuthority], clauses: ["EZ-02.11-c"],
    on: OperatorRules.table.name, inStates: .duty(OperatorRules.State.submitted),
    fields: Field("ruleDocument", zh: "规范", en: "Rules", refersTo: "ruleDocument"),
    Field("conclusion", zh: "结论", en: "Conclusion"),
    Field("opinion", zh: "审核意见", en: "Opinion", bounds: 1...500), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let rules: OperatorRules?
    let own: Organisation?
  }

  /// The version and the deciding organisation.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let rules = try read.find(OperatorRules.self, rules)
    return Facts(
      rules: rules?.place == context.place ? rules : nil,
      own: try read.find(Organisation.self, context.actor.organisation))
  }

  /// Only the reviewer whom the profile names, and never the operator itself.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let rules = facts.rules, rules.operator != context.actor.organisation,
      let rule = context.profile.ruleDocument(rules.kind)
    else {
      return .refused(
        Refusals.unknown("ruleDocument", zh: "规范", en: "rules", field: "ruleDocument"))
    }
    guard rules.state == .submitted else {
      return .refused(
        Refusals.state(
          "ruleDocument", is: rules.state.rawValue, clauses: rule.clauses, zh: "该版本已有结论",
          en: "this version was decided already"))
    }
    let isReviewer = rule.reviewer.map { facts.own?.capacities.contains($0) == true } ?? false
    guard isReviewer || context.isOff("ruleDocument.reviewer") else {
      return .refused(
        Reason(
          "ruleDocument.reviewer", clauses: rule.clauses, zh: "该规范由其他单位审核",
          en: "another body decides on these rules"))
    }
    return .allowed(
      Event(
        RulesDecided(
          subject: rules.id, conclusion: conclusion, opinion: opinion, by: context.actor.account)),
      id: rules.id)
  }
}

/// A version of rules was decided; an approved one takes the place of the one before.
package struct RulesDecided: DomainEvent {
  /// The stable type.
  package static let type = "ruleDocument.decided"
  /// The version.
  package let subject: RecordID
  let conclusion: Conclusion
  let opinion: String
  let by: RecordID

  /// Sets the result.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var rules = try read.find(OperatorRules.self, subject) else { return [] }
    rules.state = conclusion == .approved ? .approved : .rejected
    rules.decidedBy = by
    rules.decidedOn = stamp.occurredOn
    rules.opinion = opinion
    return conclusion == .approved ? try rules.superseding(read) : [.put(rules)]
  }
}
