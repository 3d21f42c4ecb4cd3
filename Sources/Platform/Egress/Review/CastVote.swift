// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A checker votes on a release without seeing the others' votes; the last vote decides.
package struct CastVote: Action {
  let release: RecordID
  let choice: VoteChoice
  let comment: String?
  let findings: KeyedTexts?
  let failing: [String]?

  /// The declaration.
  package static let spec = Spec<Self>(
    "egress.vote", zh: "出域审核表决", en: "Vote on a release", capacities: [.egressChecker],
    clauses: ["EZ-02.13-a"], on: Release.table.name,
    inStates: ActionStates.duty(Release.State.reviewing)
      .once(.account(table: EgressVote.table.name, record: "release", member: "account")),
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"),
    Field("choice", zh: "意见", en: "Choice"),
    Field("comment", zh: "说明", en: "Comment", bounds: 1...2_000),
    Field(
      "findings", zh: "核对清单各项的认定", en: "Finding on each item of the checklist",
      offers: .rules(.egressChecklist)),
    Field(
      "failing", zh: "不符合的核对项", en: "Items of the checklist not in order", bounds: 0...64,
      offers: .rules(.egressChecklist)), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let release: Release?
    let votes: [EgressVote]
    let checkerOrganisation: Organisation?
    let operatorOrganisation: Organisation?
    let memory: Int
    /// Whether somebody left of whom the job read rows.
    let hasDepartures: Bool
    let people: ReviewPeople
  }

  /// The release, the votes so far, and both organisations.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(Release.self, release)
    let votes = try read.list(EgressVote.self, [.equal("release", release)], limit: 10)
    return Facts(
      release: found, votes: votes,
      checkerOrganisation: try read.find(Organisation.self, context.actor.organisation),
      operatorOrganisation: try found.flatMap { try read.find(Organisation.self, $0.operator) },
      memory: try DisclosureMemory.version(of: found?.resources ?? [], read),
      hasDepartures: try Release.hasDepartures(output: found?.output, on: context.today, read),
      people: try ReviewPeople.read(
        voter: context.actor.account, requester: found?.requestedBy,
        voters: votes.map(\.account), read))
  }

  /// One vote each, none by who asked or stands near; unsafe content cannot be approved.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let release = facts.release, release.place == context.place,
      let checker = facts.checkerOrganisation, let owner = facts.operatorOrganisation
    else { return .refused(Release.unknown()) }
    if let refusal = context.refusal(release.refusal(to: .approved, context)) { return refusal }
    let clauses = context.profile.egress.checkers.clauses
    guard !release.isNear(context.actor, of: checker, owner: owner) else {
      return .refused(Release.related("egress.vote.related", clauses))
    }
    guard !facts.votes.contains(where: { $0.account == context.actor.account }) else {
      return .refused(
        Reason(
          "egress.vote.already", clauses: clauses, zh: "每位审核员只能表决一次", en: "you have voted already"))
    }
    if let refusal = context.refusal(facts.people.problem(clauses)) { return refusal }
    guard !release.isBehind(memory: facts.memory) else {
      return .refused(DisclosureMemory.renewal("egress.vote.stale", clauses: clauses))
    }
    guard choice != .approve || !facts.hasDepartures else {
      return .refused(Release.departed("egress.vote.consents", context, field: "choice"))
    }
    let isSafe = release.evaluation?.isApprovable == true
    guard choice != .approve || isSafe || context.isOff("egress.vote.unsafe") else {
      return .refused(
        Reason(
          "egress.vote.unsafe", clauses: clauses, zh: "评估未通过且不安全内容未全部隐去，不能同意出域",
          en: "it fails and not all unsafe content is withheld, so it cannot be approved",
          field: "choice"))
    }
    if let refusal = context.refusal(checklistReasons(context.profile.egress)) { return refusal }
    return cast(on: release, after: facts.votes, context)
  }

  /// Why the answers are not those that the place asks for.
  private func checklistReasons(_ rules: EgressRules) -> [Reason] {
    let asked = rules.checklist
    let clauses = asked.isEmpty ? rules.checkers.clauses : asked.flatMap(\.clauses)
    let names = Set(asked.map(\.id))
    let failing = failing ?? []
    var reasons: [Reason] = []
    if !names.isSuperset(of: (findings?.values ?? [:]).keys) || !names.isSuperset(of: failing) {
      let list = asked.map(\.id).joined(separator: ", ")
      reasons.append(
        Reason(
          "egress.vote.checklist.unknown", clauses: clauses, zh: "核对项应为：\(list)",
          en: "the items of the checklist are: \(list)", field: "findings"))
    }
    let missing = asked.filter { findings?[$0.id] == nil }
    if let reason = Refusals.missing(
      "egress.vote.checklist", missing.map { Labelled(id: $0.id, label: $0.label) },
      clauses: missing.flatMap(\.clauses), zh: "请逐项写明核对清单的认定",
      en: "say what was found on the items of the checklist", field: "findings")
    {
      reasons.append(reason)
    }
    if choice == .approve, !failing.isEmpty {
      reasons.append(
        Reason(
          "egress.vote.checklist.failing", clauses: clauses,
          zh: "有不符合的核对项，不能同意出域：\(failing.joined(separator: "、"))",
          en: "not in order, so it cannot be approved: \(failing.joined(separator: ", "))",
          field: "choice"))
    }
    return reasons
  }

  private func cast(
    on release: Release, after votes: [EgressVote], _ context: Context
  ) -> Decision {
    let id = context.newID(EgressVote.table)
    let vote = VoteCast(
      subject: id, place: context.place, release: release.id, operator: release.operator,
      by: context.actor.account)
    var payload: [String: JSON] = ["choice": .string(choice.rawValue)]
    if let comment { payload["comment"] = .string(comment) }
    if let findings, !findings.values.isEmpty {
      payload["findings"] = .object(findings.values.mapValues(JSON.string))
    }
    if let failing, !failing.isEmpty { payload["failing"] = .array(failing.map(JSON.string)) }
    var events = [Event(vote, payload: .object(payload))]
    if votes.count + 1 >= release.votesNeeded {
      let tally = VoteTally(votes.map { $0.choice ?? .return } + [choice])
      let opened = votes.map(\.id) + [id]
      events.append(
        Event(
          ReleaseReviewed(subject: release.id, tally: tally, votes: opened.sorted())))
    }
    return .allowed(events, result: ["id": .string(id.rawValue)])
  }
}

/// A vote was cast; choice and comment are in the payload.
package struct VoteCast: DomainEvent {
  /// The stable type.
  package static let type = "egress.voted"
  /// The vote.
  package let subject: RecordID
  let place: String
  let release: RecordID
  let `operator`: RecordID
  let by: RecordID

  /// Adds the sealed vote and counts it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    let vote = EgressVote(
      id: subject, place: place, release: release, operator: `operator`, account: by,
      on: stamp.occurredOn, choice: payload?["choice"]?.string.flatMap(VoteChoice.init),
      comment: payload?["comment"]?.string, state: .sealed,
      findings: payload?["findings"]?.object?.compactMapValues(\.string),
      failing: payload?["failing"]?.array?.compactMap(\.string))
    guard var counted = try read.find(Release.self, release) else { return [.put(vote)] }
    counted.votesCast += 1
    return [.put(vote), .put(counted)]
  }
}
