// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Votes on an import; the file may be taken in once as many different people agreed as the place
/// asks for, none of them near who asked (HD-12-b, QZ-20.3-a).
package struct ReviewImport: Action {
  let dataImport: RecordID
  let conclusion: Conclusion
  let opinion: String?

  /// Those whom a profile can name as reviewers.
  static let reviewers: Set<Capacity> = [.implementingBody, .dataAuthority]

  /// The declaration.
  package static let spec = Spec<Self>(
    "import.review", zh: "审核数据导入", en: "Review an import", capacities: reviewers,
    clauses: ["HD-12-b", "QZ-20.3-a"], on: DataImport.table.name,
    inStates: ActionStates.duty(DataImport.State.scanned)
      .once(.person(list: "votes", member: "account")),
    fields: Field("import", zh: "数据导入", en: "Import", refersTo: "dataImport"),
    Field("conclusion", zh: "结论", en: "Conclusion"),
    Field("opinion", zh: "意见", en: "Opinion", bounds: 1...500), make: Self.init)

  /// What the decision needs.
  package struct Found: Sendable {
    let found: DataImport
    let scenario: Scenario?
    let agreement: Agreement?
    /// Whether the voter's organisation is the operator or linked to it, over others as well.
    let isRelated: Bool
    let people: ReviewPeople
  }

  /// The import with what it hangs on, and who votes, asked and voted before.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Found? {
    guard let found = try DataImport.here(dataImport, read, context) else { return nil }
    let own = try read.find(Organisation.self, context.actor.organisation)
    return Found(
      found: found, scenario: try read.find(Scenario.self, found.scenario),
      agreement: try read.find(Agreement.self, found.agreement),
      isRelated: try own?.isRelated(over: found.operator, read) ?? true,
      people: try ReviewPeople.read(
        voter: context.actor.account, requester: found.requestedBy,
        voters: found.votes.map(\.account), read))
  }

  /// One vote each; the first no rejects, and nobody agrees to what the scan contradicts.
  package func decide(_ facts: Found?, _ context: Context) -> Decision {
    guard let facts else { return .refused(DataImport.unknown) }
    let found = facts.found
    guard found.state == .scanned, let rules = context.profile.imports else {
      return .refused(found.wrongState(context))
    }
    var reasons = voterReasons(facts, rules, context)
    if conclusion == .approved { reasons += approvalReasons(facts, rules, context) }
    if conclusion == .rejected, opinion == nil {
      reasons.append(
        Reason(
          "import.review.ground", clauses: rules.reviewers.clauses, zh: "不同意的须写明理由",
          en: "a no gives its reasons", field: "opinion"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let vote = ImportVote(
      account: context.actor.account, organisation: context.actor.organisation,
      conclusion: conclusion, opinion: opinion, on: context.today)
    let agreed = found.votes.count { $0.conclusion == .approved } + 1
    let outcome: DataImport.State? =
      conclusion == .rejected ? .rejected : agreed >= found.approvalsNeeded ? .approved : nil
    let fact = ImportReviewed(subject: found.id, vote: vote, outcome: outcome)
    return .allowed(
      [Event(fact, clauses: rules.reviewers.clauses)],
      result: [
        "id": .string(found.id.rawValue), "state": .string((outcome ?? found.state).rawValue),
      ])
  }

  /// Who may vote: whom the place names, a verified person, near neither the request nor a vote.
  private func voterReasons(
    _ facts: Found, _ rules: ImportRules, _ context: Context
  ) -> [Reason] {
    let (found, people) = (facts.found, facts.people)
    let clauses = rules.reviewers.clauses
    var reasons: [Reason] = []
    if context.actor.capacities.isDisjoint(with: rules.reviewers.value ?? []) {
      reasons.append(
        Reason(
          "import.review.role", clauses: clauses, zh: "本单位不是数据导入的审核单位",
          en: "the organisation does not decide on imports"))
    }
    if people.voter == nil {
      reasons.append(
        Reason(
          "import.review.person", clauses: clauses, zh: "审核账号须先绑定经核验的本人，请联系安全管理员",
          en: "the account is bound to no verified person; ask the security administrator"))
    }
    let isRequester = people.voter != nil && people.voter == people.requester
    if context.actor.account == found.requestedBy || isRequester || facts.isRelated {
      reasons.append(
        Reason(
          "import.review.self", clauses: clauses, zh: "申请人及其单位、关联单位的人员不得审核",
          en: "neither who asked nor anyone of that or a related organisation decides"))
    }
    let isSame = people.voter.map(people.voters.contains) ?? false
    if isSame || found.votes.contains(where: { $0.account == context.actor.account }) {
      reasons.append(
        Reason(
          "import.review.samePerson", clauses: clauses,
          zh: "须由 \(found.approvalsNeeded) 名不同的人审核，同一人不得再次审核",
          en: "\(found.approvalsNeeded) different people decide, and nobody twice"))
    }
    let isSameUnit = found.votes.contains { $0.organisation == context.actor.organisation }
    if rules.separateOrganisations.value == true, isSameUnit {
      reasons.append(
        Reason(
          "import.review.organisation", clauses: rules.separateOrganisations.clauses,
          zh: "同一单位只能一人审核，须由另一单位审核",
          en: "one person of each organisation decides; another one's must follow"))
    }
    return reasons
  }

  /// A yes goes with what the scan found, and says what it makes of an overlap.
  private func approvalReasons(
    _ facts: Found, _ rules: ImportRules, _ context: Context
  ) -> [Reason] {
    let found = facts.found
    let chain = SupplyChain.stop(
      scenario: facts.scenario, agreement: facts.agreement, on: context.today, context.profile)
    var reasons = [chain].compactMap { $0 }
    if found.lastDay < context.today {
      reasons.append(
        Reason(
          "import.right", clauses: rules.lawfulSource.clauses, zh: "使用权已到期",
          en: "the right has run out"))
    }
    let hidden = found.undeclared
    if !hidden.isEmpty {
      let names = hidden.joined(separator: "、")
      reasons.append(
        Reason(
          "import.review.identifier", clauses: rules.lawfulSource.clauses,
          zh: "扫描发现数据项 \(names) 为直接标识而申报为其他类别，须退回由申请人重新申报",
          en: "the scan found direct identifiers declared as something else: \(names); they are "
            + "declared anew in another request"))
    }
    if !found.personal, found.findings?.columns.contains(where: \.namesPerson) ?? false {
      reasons.append(
        Reason(
          "import.review.personal", clauses: rules.legalBasis.clauses,
          zh: "扫描发现个人信息而申报为不含，须由申请人重新申报并附处理依据",
          en: "the scan found personal information that was declared absent; it is declared anew "
            + "with its ground"))
    }
    if opinion == nil, found.overlap?.pairs.isEmpty == false {
      reasons.append(
        Reason(
          "import.review.overlap", clauses: rules.reviewers.clauses,
          zh: "导入数据与域内数据有重合取值，同意的须写明对还原脱敏风险的判断",
          en: "values are those of data in the domain: a yes says what that means for undoing "
            + "masks", field: "opinion"))
    }
    return reasons
  }
}

extension DataImport {
  /// Columns that the scan takes for direct identifiers and the operator declared otherwise.
  var undeclared: [String] {
    (findings?.columns ?? []).filter { finding in
      finding.namesSubject && columns.first { $0.name == finding.column }?.kind != .direct
    }.map(\.column)
  }
}

/// Somebody voted on an import.
package struct ImportReviewed: DomainEvent {
  /// The stable type.
  package static let type = "import.reviewed"
  /// The import.
  package let subject: RecordID
  let vote: ImportVote
  /// Where the vote leads; nil while others are still to vote.
  let outcome: DataImport.State?

  /// Adds the vote and, at the last or at a no, sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var found = try read.find(DataImport.self, subject) else { return [] }
    found.votes.append(vote)
    if let outcome { found.state = outcome }
    return [.put(found)]
  }
}
