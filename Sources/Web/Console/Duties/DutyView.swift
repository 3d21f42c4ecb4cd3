// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// Standings of duties as texts and models, with the names of what they are owed for.
struct DutyView {
  private let visit: Visit
  private let values: ValueView

  /// Looks up the names once for all.
  init(_ visit: Visit, _ standings: [DutyStanding]) async throws {
    self.visit = visit
    let ids = standings.compactMap(\.subject.id).map { JSON.string($0.rawValue) }
    let records = standings.compactMap(\.latest?.record).map { JSON.string($0.rawValue) }
    values = try await ValueView.make(for: visit, values: ids + records)
  }

  /// The model of a row.
  func model(_ standing: DutyStanding) -> JSON {
    let rule = standing.rule
    let last = standing.latest
    let lastHref = last.flatMap { values.address(of: $0.record) } ?? ""
    return .object([
      "label": .string(visit.say(rule.label)), "subject": .string(subject(standing)),
      "subjectHref": .string(standing.subject.id.flatMap(values.address) ?? ""),
      "bearers": .string(bearers(rule)), "clauses": .string(clauses(rule)),
      "cadence": .string(cadence(standing)), "last": .string(standing.lastOn?.description ?? ""),
      "lastHref": .string(lastHref), "due": .string(due(standing)),
      "standing": .string(visit.say(Self.words(standing))),
      "isMissing": .bool(standing.isMissing),
      "record": .string(standing.isOwn ? form(standing) : ""),
      "settle": .string(settle(standing)),
    ])
  }

  /// The cells of a row of a file, in the order of `headers`.
  func cells(_ standing: DutyStanding) -> [String] {
    [
      visit.say(standing.rule.label), subject(standing), bearers(standing.rule),
      clauses(standing.rule), cadence(standing), standing.lastOn?.description ?? "",
      standing.next?.period?.description ?? "", standing.dueOn?.description ?? "",
      visit.say(Self.words(standing)),
    ]
  }

  /// The titles of a file's columns.
  static let headers: [LocalText] = [
    LocalText(zh: "制度或义务", en: "Duty"), LocalText(zh: "对象", en: "For what"),
    LocalText(zh: "承担单位", en: "Borne by"), LocalText(zh: "依据", en: "Clauses"),
    LocalText(zh: "周期", en: "How often"), LocalText(zh: "最近一次", en: "Last time"),
    LocalText(zh: "待履行期间", en: "Next period"), LocalText(zh: "下次期限", en: "Next due"),
    LocalText(zh: "状态", en: "Standing"),
  ]

  private func subject(_ standing: DutyStanding) -> String {
    let name =
      standing.subject.id.map { values.name(of: $0) } ?? visit.say(standing.rule.subject.label)
    guard let place = standing.place else { return name }
    return "\(place) \(name)"
  }

  private func bearers(_ rule: DutyRule) -> String {
    rule.by.map { values.text.text($0.rawValue, in: nil) }
      .joined(separator: visit.say(WordBook.listComma))
  }

  private func clauses(_ rule: DutyRule) -> String {
    rule.clauses.map(\.rawValue).joined(separator: " ")
  }

  /// The due day, with its period, and a mark where a year's holidays are not published yet.
  private func due(_ standing: DutyStanding) -> String {
    let period = standing.next?.period.map { "\($0)" }
    let day = standing.dueOn.map(\.description)
    let mark = visit.say(LocalText.unpublished(standing.next?.deadline?.unpublishedYear))
    return [period, day].compactMap { $0 }.joined(separator: " ") + mark
  }

  private func cadence(_ standing: DutyStanding) -> String {
    guard standing.openKey == nil else {
      return visit.say(LocalText(zh: "定期，周期待设定", en: "regularly; how often is to be set"))
    }
    return visit.say(standing.rule.cadence.words)
  }

  /// The form of a record with what is known filled in.
  private func form(_ standing: DutyStanding) -> String {
    let rule = standing.rule
    // A resource is confirmed by its own action, which a unit knows already.
    if rule.subject == .resource, rule.by.contains(.sourceUnit), let id = standing.subject.id {
      return URLText.path("/console/actions/resource.confirm", [("resource", id.rawValue)])
    }
    if let act = rule.doneBy, let id = standing.subject.id {
      return URLText.path(
        "/console/actions/\(act.rawValue)", [(rule.subject.rawValue, id.rawValue)])
    }
    var query = [("duty", rule.id)]
    if let id = standing.subject.id, rule.subject != .organisation {
      query.append(("about", id.rawValue))
    }
    if let period = standing.next?.period { query.append(("period", period.description)) }
    query.append(("title", visit.say(rule.label)))
    if !rule.parts.isEmpty {
      query.append(("parts", rule.parts.map { "\(visit.say($0.label)): " }.joined(separator: "\n")))
    }
    return URLText.path("/console/actions/duty.record", query)
  }

  /// The form by which an open interval is set, for who may set it.
  private func settle(_ standing: DutyStanding) -> String {
    guard let key = standing.openKey, let actor = visit.context.actor,
      actor.holds(.dataAuthority)
    else { return "" }
    return URLText.path("/console/actions/openValue.set", [("key", key)])
  }

  /// The words of a standing.
  static func words(_ standing: DutyStanding) -> LocalText {
    switch standing.standing {
    case .overdue where standing.lastOn == nil:
      LocalText(zh: "已逾期，从未登记", en: "overdue, never recorded")
    case .overdue: LocalText(zh: "已逾期", en: "overdue")
    case .due: LocalText(zh: "即将到期", en: "due soon")
    case .missing where standing.lastOn == nil:
      LocalText(zh: "缺，从未登记", en: "missing, never recorded")
    case .missing: LocalText(zh: "缺，本期未登记", en: "missing for the period")
    case .unset: LocalText(zh: "周期或期限待设定", en: "how often or by when is to be set")
    case .done: LocalText(zh: "正常", en: "in order")
    case .idle: LocalText(zh: "遇事登记", en: "when there is cause")
    }
  }
}

extension DutyCadence {
  /// How often, in words.
  fileprivate var words: LocalText {
    switch self {
    case .once: LocalText(zh: "一次，更新时再登记", en: "once, and when it changes")
    case .within: LocalText(zh: "一次，限期办理", en: "once, within a period")
    case .beforeEnd: LocalText(zh: "协议届满前", en: "before the agreement ends")
    case .onEvent: LocalText(zh: "遇事", en: "when there is cause")
    case .days, .months: LocalText(zh: "定期", en: "regularly")
    case .calendar(.year, _), .yearly: LocalText(zh: "每年度", en: "each year")
    case .calendar(.halfYear, _): LocalText(zh: "每半年", en: "each half-year")
    case .calendar(.quarter, _): LocalText(zh: "每季度", en: "each quarter")
    }
  }
}
