// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Registers a platform or domain that a lower authority runs itself, in place of the one above,
/// where the rules let it (EZ-02.4-b, QZ-23-b, SZ-01.p2-b).
package struct RunOwnPlatform: Action {
  let authority: RecordID
  let name: String
  let number: String?
  let occurredOn: Day?
  let digest: DigestText?

  /// The declaration.
  package static let spec = Spec<Self>(
    "authority.runPlatform", zh: "登记单设的平台（域、通道）", en: "Register a platform of its own",
    capacities: [.grantor, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.4-b", "QZ-23-b", "SZ-01.p2-b"], on: Authority.table.name,
    fields: Field("authority", zh: "授权单位", en: "Authority", refersTo: "authority"),
    Field("name", zh: "平台名称", en: "Name of the platform", bounds: 1...100),
    Field("number", zh: "例外说明文号", en: "Number of the statement", bounds: 1...100),
    Field("occurredOn", zh: "说明日期", en: "Dated"),
    Field("digest", zh: "例外说明", en: "Statement of the exception"), make: Self.init)

  /// The authority.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Authority? {
    try read.find(Authority.self, authority)
  }

  /// Refuses where the rules forbid it or do not speak of it, and without the statement.
  package func decide(_ found: Authority?, _ context: Context) -> Decision {
    guard let found, found.place == context.place, let rule = found.rule(context.profile) else {
      return .refused(
        Refusals.unknown("authority", zh: "授权单位", en: "authority", field: "authority"))
    }
    var reasons: [Reason] = []
    let own = rule.platform ?? AuthorityPlatform(own: .forbidden, clauses: rule.clauses)
    let isStated = number != nil && digest != nil && occurredOn != nil
    if own.own == .forbidden || !isStated {
      reasons.append(own.barred(clauses: rule.clauses, field: "digest"))
    }
    if let day = occurredOn, day > context.today {
      reasons.append(Refusals.future(field: "occurredOn"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    // Without a statement only where a scenario switched the refusal off.
    guard let number, let digest, let occurredOn else {
      return .allowed([], result: .object(["id": .string(found.id.rawValue)]))
    }
    let statement = AuthorityPaper(
      kind: .platformException, number: number, dated: occurredOn, digest: digest, body: nil,
      by: context.actor.account)
    return .allowed(
      Event(
        OwnPlatformRecorded(
          subject: found.id, platform: OwnPlatform(name: name, statement: statement)),
        clauses: rule.platform?.clauses ?? []), id: found.id)
  }
}

extension AuthorityPlatform {
  /// Why there is no platform of a level's own: never, or not before the exception is stated.
  func barred(clauses: [ClauseID], field: String) -> Reason {
    let cited = self.clauses.isEmpty ? clauses : self.clauses
    switch own {
    case .forbidden:
      return Reason(
        "authority.platform", clauses: cited,
        zh: "本级不另建平台、运营域或通道，在上级平台开设工作空间",
        en: "this level has no platform of its own; it has workspaces on the one above",
        field: field)
    case .exception:
      return Reason(
        "authority.platform.statement", clauses: cited,
        zh: "原则上共用上级平台，单设须有例外说明（文号、日期、文件）",
        en: "in principle the platform above is used; state the exception with number, day, file",
        field: field)
    }
  }
}

/// A lower authority's own platform was recorded.
package struct OwnPlatformRecorded: DomainEvent {
  /// The stable type.
  package static let type = "authority.platformRecorded"
  /// The authority.
  package let subject: RecordID
  let platform: OwnPlatform

  /// Sets the platform, which shows as an exception.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var authority = try read.find(Authority.self, subject) else { return [] }
    authority.ownPlatform = platform
    authority.papers.append(platform.statement)
    return [.put(authority)]
  }
}
