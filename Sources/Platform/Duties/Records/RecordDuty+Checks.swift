// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

extension RecordDuty {
  /// The most bytes of what is filled in, so that a record stays a record.
  private static let textBytesMax = 40_000
  /// So old at most may be what this rests on.
  private static let monthsBefore = 12

  /// There is no such subject in force, or the duty is owed for another kind.
  static func noSubject(_ rule: DutyRule) -> Reason {
    let kind = rule.subject.label
    return Reason(
      "duty.subject", clauses: rule.clauses, zh: "此项义务须对应在用的\(kind.zh)，请从清单中选择",
      en: "this duty is owed for \(kind.en) in force; choose one from the list", field: "about")
  }

  /// Who bears the duty, and for what.
  func bearerReasons(_ rule: DutyRule, _ facts: Facts, _ context: Context) -> [Reason] {
    guard rule.by.contains(where: context.actor.holds) else {
      let zh = rule.by.map { context.profile.word(for: $0).zh }.joined(separator: "、")
      let en = rule.by.map { context.profile.word(for: $0).en }.joined(separator: ", ")
      return [
        Reason(
          "duty.by", clauses: rule.clauses, zh: "此项义务由\(zh)履行和登记",
          en: "this duty is borne and recorded by: \(en)", field: "duty")
      ]
    }
    guard let subject = facts.subject, subject.isBorne(by: context.actor, rule),
      subject.isInForce || (subject.isComing && context.profile.isPrerequisite(rule.id))
        || (subject.isOver && context.profile.isLinked(rule.id))
    else { return [Self.noSubject(rule)] }
    guard facts.isPaperUsed else { return [] }
    return [
      Reason(
        "duty.paper.twice", clauses: rule.clauses, zh: "同一份文件已用于另一次登记，请上传本次的文件",
        en: "this paper stands for another record already; upload the one of this time",
        field: "digest")
    ]
  }

  /// The day, and the period where the duty is done once for each.
  func dayReasons(
    _ rule: DutyRule, _ period: DutyPeriod?, _ day: Day, _ context: Context
  ) -> [Reason] {
    var reasons: [Reason] = []
    if day > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    guard let length = rule.cadence.period else {
      if self.period != nil {
        reasons.append(
          Reason(
            "duty.period", clauses: rule.clauses, zh: "此项义务不按年度或半年计，不填所属期间",
            en: "this duty does not go by calendar periods; leave the period out",
            field: "period"))
      }
      return reasons
    }
    guard let period, period.firstDay <= day else {
      let now = DutyPeriod(length, containing: day)
      reasons.append(
        Reason(
          "duty.period", clauses: rule.clauses, zh: "请填写所属期间，如 \(now)，且不晚于发生日所在期间",
          en: "give the period, such as \(now), and none that begins after the day it happened",
          field: "period"))
      return reasons
    }
    if rule.isAfterPeriod, day < period.lastDay {
      reasons.append(
        Reason(
          "duty.period.open", clauses: rule.clauses,
          zh: "\(period) 期间至 \(period.lastDay) 届满，期满后汇总登记",
          en: "the period lasts until \(period.lastDay); what sums it up is recorded after it",
          field: "period"))
    }
    return reasons
  }

  /// What was to be done before, and the days on which it can be done.
  ///
  /// What is handed in by recording it is there on the day of recording, whatever day it names.
  func orderReasons(
    _ rule: DutyRule, _ facts: Facts, _ day: Day, _ context: Context
  ) -> [Reason] {
    var reasons: [Reason] = []
    let missing = facts.before.filter { earlier in
      guard let last = earlier.latest?.lastOn else { return true }
      return last > day || last.adding(months: Self.monthsBefore) < day
    }
    if let reason = Refusals.missing(
      "duty.after", missing.map { Labelled(id: $0.rule.id, label: $0.rule.label) },
      clauses: rule.clauses, zh: "须先完成并登记近十二个月内的",
      en: "it rests on what was done within the twelve months before", field: "duty")
    {
      reasons.append(reason)
    }
    if let subject = facts.subject,
      let window = schedule(rule, facts, context).window(of: subject),
      !window.contains(day) || context.today > window.upperBound
    {
      let zh = window.lowerBound == .min ? "" : "自 \(window.lowerBound) 起，"
      let en = window.lowerBound == .min ? "" : "from \(window.lowerBound) on and "
      reasons.append(
        Reason(
          "duty.window", clauses: rule.clauses, zh: "须在协议届满前的期间办理：\(zh)不晚于 \(window.upperBound)",
          en: "it is done before the agreement ends: \(en)not after \(window.upperBound)",
          field: "occurredOn"))
    }
    return reasons
  }

  /// What a record of this duty says, and what was found.
  func contentReasons(_ rule: DutyRule, _ facts: Facts, _ day: Day) -> [Reason] {
    var reasons: [Reason] = []
    let missing = Refusals.missing(
      "duty.part.missing", rule.parts.filter { parts?.text(of: $0) == nil },
      clauses: rule.clauses, zh: "须逐项载明", en: "the record must say", field: "parts")
    if let missing { reasons.append(missing) }
    let bytes = parts?.values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count } ?? 0
    if bytes > Self.textBytesMax {
      reasons.append(
        Reason(
          "duty.text.long", zh: "填写内容总长不超过 40000 字节", en: "the texts have at most 40,000 bytes",
          field: "parts"))
    }
    if findings != nil || dueOn != nil {
      if !rule.hasFindings {
        reasons.append(
          Reason(
            "duty.findings", clauses: rule.clauses, zh: "此项义务不登记发现的问题和整改期限",
            en: "records of this duty hold no findings", field: "findings"))
      } else if findings == nil || dueOn.map({ $0 <= day }) ?? true {
        reasons.append(
          Reason(
            "duty.findings.due", clauses: rule.clauses, zh: "发现问题的，须写明问题并规定晚于发生日的整改期限",
            en: "say what was found and set a later day by which it is put right", field: "dueOn"))
      }
    }
    return reasons
  }
}

extension KeyedTexts {
  /// The text of a part, given under its name or its words.
  func text(of part: Labelled) -> String? {
    self[part.id] ?? self[part.label.zh] ?? self[part.label.en]
  }
}

extension DutyRule.Subject {
  /// The words for what a duty is owed.
  package var label: LocalText {
    switch self {
    case .place: LocalText(zh: "本地区", en: "the place")
    case .organisation: LocalText(zh: "本单位", en: "the own organisation")
    case .agreement: LocalText(zh: "授权运营协议", en: "an agreement")
    case .scenario: LocalText(zh: "应用场景", en: "a scenario")
    case .product: LocalText(zh: "数据产品", en: "a product")
    case .resource: LocalText(zh: "数据资源", en: "a resource")
    case .call: LocalText(zh: "征集公告", en: "a call")
    case .application: LocalText(zh: "申报", en: "an application")
    case .release: LocalText(zh: "出域申请", en: "a release")
    case .developer: LocalText(zh: "开发主体", en: "a developer")
    }
  }
}
