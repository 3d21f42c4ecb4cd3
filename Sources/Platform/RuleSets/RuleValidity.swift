// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// From when until when a place's text applies, as far as that is known.
package struct RuleValidity: Hashable, Sendable {
  /// The path of the day of commencement in a profile.
  package static let key = "text.validFrom"

  /// The first day; nil while it is not set.
  package let from: Day?
  /// The last day; nil where the text sets none or the first day is not known.
  package let until: Day?
  /// The clauses.
  package let clauses: [ClauseID]

  /// The days of a text: those of the issued one, or else what was set where it leaves them open.
  package init(_ profile: Profile, set day: Day?) {
    let text = profile.text
    let first = profile.status.from ?? text?.validFrom.value ?? day
    from = first
    until =
      profile.status.until
      ?? text?.validYears.value.flatMap { years in
        first?.adding(years: years).adding(days: -1)
      }
    let clauses = (text?.validFrom.clauses ?? []) + (text?.validYears.clauses ?? [])
    self.clauses = clauses.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The days of the text under which an act is decided.
  package static func find(_ read: any RecordReader, _ context: Context) throws -> RuleValidity {
    RuleValidity(
      context.profile, set: try OpenSetting.find(key, read, context).flatMap { Day($0.value) })
  }

  /// Why nothing new can be authorised on a day: the text does not apply yet, or no more.
  package func reason(on day: Day, field: String) -> Reason? {
    if let from, day < from {
      return Reason(
        "rules.validity", clauses: clauses, zh: "规定自 \(from) 起施行，此前不能办理新的授权",
        en: "the rules apply from \(from); nothing new is authorised before", field: field)
    }
    if let until, day > until {
      return Reason(
        "rules.validity", clauses: clauses,
        zh: "规定的有效期已于 \(until) 届满，不能办理新的授权，请待新规定印发",
        en: "the rules were valid until \(until); nothing new is authorised until they are renewed",
        field: field)
    }
    return nil
  }

  /// The last day of the text, where a term goes beyond it.
  package func outlived(by end: Day) -> Day? { until.flatMap { end > $0 ? $0 : nil } }
}
