// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// Records that a newer or higher instrument prevails over a value that the place's text gives.
package struct SupersedeValue: Action {
  let key: String
  let value: String
  let rank: InstrumentRank
  let documentNumber: String
  let digest: DigestText
  let from: Day

  /// The declaration.
  package static let spec = Spec<Self>(
    "ruleValue.supersede", zh: "按上位或新规定改写数值",
    en: "Put a newer or higher rule in the place of a value", capacities: [.dataAuthority],
    clauses: [],
    fields: Field(
      "key", zh: "数值名称", en: "Name of the value", bounds: 1...200, offers: .rules(.givenValues)),
    Field("value", zh: "改写后的数值", en: "Value in its place", bounds: 1...200),
    Field("rank", zh: "规定层级", en: "Rank of the rule"),
    Field("documentNumber", zh: "文号", en: "Document number", bounds: 1...100),
    Field("digest", zh: "文件", en: "Document"),
    Field("from", zh: "施行日", en: "Prevails from"), make: Self.init)

  /// What prevailed before.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> RuleOverride? {
    try read.first(RuleOverride.self, .equal("place", context.place), .equal("key", key))
  }

  /// Only a value that the text gives, by an instrument of a rank to which the text yields, in the
  /// form of that value, and only if the rules hang together with it.
  package func decide(_ before: RuleOverride?, _ context: Context) -> Decision {
    guard let given = context.profile.givenValue(key) else {
      return .refused(
        Reason(
          "ruleValue.unknown", zh: "规定中没有这项可改写的数值", en: "the text gives no such single value",
          field: "key"))
    }
    let yields = context.profile.text?.precedence
    guard let precedence = yields?.value, precedence.contains(rank) else {
      let words = (yields?.value ?? []).map(\.label)
      return .refused(
        Reason(
          "ruleValue.rank", clauses: yields?.clauses ?? [],
          zh: words.isEmpty
            ? "本地规定没有让其他规定优先适用" : "优先适用的规定为：\(words.map(\.zh).joined(separator: "、"))",
          en: words.isEmpty
            ? "the text lets no other rule prevail"
            : "what prevails is: \(words.map(\.en).joined(separator: ", "))",
          field: "rank"))
    }
    guard given.form.accepts(value) else {
      let words = given.form.words
      return .refused(
        Reason(
          "openValue.form", clauses: given.clauses, zh: words.zh, en: "must be \(words.en)",
          field: "value"))
    }
    let prevailsBy = yields?.clauses ?? []
    let setting = ProfileSetting(
      key: key, text: value, source: documentNumber, superseding: prevailsBy)
    do { _ = try context.profile.superseded(by: [setting]) } catch {
      return .refused(
        Reason(
          "ruleValue.breaks", clauses: given.clauses, zh: "改写后规则前后不一致，请核对数值",
          en: "with this value the rules do not hang together", field: "value"))
    }
    let id = before?.id ?? context.newID(RuleOverride.table)
    return .allowed(
      Event(
        ValueSuperseded(
          subject: id, place: context.place, key: key, former: before?.former ?? given.text,
          value: value, clauses: before?.clauses ?? given.clauses, prevailsBy: prevailsBy,
          rank: rank, documentNumber: documentNumber, digest: digest, from: from,
          version: context.profile.version, by: context.actor.account), clauses: prevailsBy),
      id: id)
  }
}

extension InstrumentRank: ChoiceValue {}

/// A newer or higher instrument prevails over a value.
package struct ValueSuperseded: DomainEvent {
  /// The stable type.
  package static let type = "ruleValue.superseded"
  /// The record.
  package let subject: RecordID
  let place: String
  let key: String
  let former: String
  let value: String
  let clauses: [ClauseID]
  let prevailsBy: [ClauseID]
  let rank: InstrumentRank
  let documentNumber: String
  let digest: DigestText
  let from: Day
  let version: Int
  let by: RecordID

  /// Puts what prevails, in place of an earlier instrument.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        RuleOverride(
          id: subject, place: place, key: key, former: former, value: value, clauses: clauses,
          prevailsBy: prevailsBy, rank: rank, documentNumber: documentNumber, digest: digest,
          from: from, version: version, by: by))
    ]
  }
}
