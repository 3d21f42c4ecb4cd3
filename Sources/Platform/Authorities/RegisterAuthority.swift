// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Registers an authority directly below the acting one; its organisations and accounts are then
/// made by the administrators of the place (HD-02-b, SC-08-a, QZ-02-a, SZ-01.p2-a).
package struct RegisterAuthority: Action {
  let level: String
  let name: String
  let division: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "authority.register", zh: "登记下级授权单位", en: "Register a lower authority",
    capacities: [.grantor, .implementingBody, .dataAuthority],
    clauses: ["HD-02-b", "SC-08-a", "QZ-02-a", "SZ-01.p2-a"],
    fields: Field(
      "level", zh: "层级", en: "Level", bounds: 1...60, offers: .rules(.authorityLevels)),
    Field("name", zh: "名称", en: "Name", bounds: 1...100),
    Field("division", zh: "行政区划代码", en: "Division code", bounds: 6...6), make: Self.init)

  /// The acting authority, and one that has the division already.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (own: Authority?, isTaken: Bool) {
    let taken = try DivisionCode(division).map {
      try Authority.of(PlaceKey.below(context.place, $0), read) != nil
    }
    return (try Authority.of(context.place, read), taken ?? false)
  }

  /// Refuses levels that the rules do not know here, and divisions that do not lie in its own.
  package func decide(_ facts: (own: Authority?, isTaken: Bool), _ context: Context) -> Decision {
    guard let rules = context.profile.authorities else {
      return .refused(
        Reason(
          "authority.none", zh: "本地区规则未设下级授权单位",
          en: "the rules of this place know no lower authorities"))
    }
    let own = facts.own?.level ?? context.profile.level.rawValue
    let here = rules.levels.filter { $0.under.contains(own) }
    guard let rule = here.first(where: { $0.id == level }) else {
      let names = here.map(\.label.zh).joined(separator: "、")
      let words = here.map(\.label.en).joined(separator: ", ")
      return .refused(
        Reason(
          "authority.level", clauses: rules.clauses,
          zh: names.isEmpty ? "本级以下不再设授权单位" : "本级以下只有：\(names)",
          en: words.isEmpty ? "there is no level below this one" : "below this level are: \(words)",
          field: "level"))
    }
    let above = facts.own?.division ?? context.profile.division
    guard let code = DivisionCode(division), code != above, above.contains(code) else {
      return .refused(
        Reason(
          "authority.division", clauses: rules.clauses,
          zh: "行政区划代码须在本级区划（\(above)）之内，其他地区适用其自己的规定",
          en: "the division lies within \(above); others go by rules of their own",
          field: "division"))
    }
    let taken = Reason(
      "authority.exists", zh: "该区划已登记", en: "this division is registered already",
      field: "division")
    if let refusal = context.refusal(facts.isTaken ? taken : nil) { return refusal }
    let id = context.newID(Authority.table)
    return .allowed(
      Event(
        AuthorityRegistered(
          subject: id, place: PlaceKey.below(context.place, code), parent: context.place,
          level: rule.id, name: name, division: code), clauses: rule.clauses), id: id)
  }
}

/// A lower authority was registered.
package struct AuthorityRegistered: DomainEvent {
  /// The stable type.
  package static let type = "authority.registered"
  /// The authority.
  package let subject: RecordID
  let place: String
  let parent: String
  let level: String
  let name: String
  let division: DivisionCode

  /// Adds the authority.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Authority(
          id: subject, place: place, root: PlaceKey.root(of: place), parent: parent, level: level,
          name: name, division: division, papers: [], ownPlatform: nil,
          registeredOn: stamp.occurredOn))
    ]
  }
}
