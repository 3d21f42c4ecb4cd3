// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The verified people behind the accounts of a review: one person with several accounts neither
/// checks what they asked for nor votes twice (EZ-02.13-a).
struct ReviewPeople: Sendable {
  /// Who votes now; nil when the account is bound to no verified person.
  let voter: SubjectMark?
  /// Who asked, as far as that account is bound.
  let requester: SubjectMark?
  /// Who voted before.
  let voters: [SubjectMark]

  /// Reads the accounts.
  static func read(
    voter: RecordID, requester: RecordID?, voters: [RecordID], _ read: any RecordReader
  ) throws -> ReviewPeople {
    func person(_ account: RecordID) throws -> SubjectMark? {
      let mark = try read.find(Account.self, account)?.subject
      return mark?.kind == .person ? mark : nil
    }
    return ReviewPeople(
      voter: try person(voter), requester: try requester.flatMap(person),
      voters: try voters.compactMap(person))
  }

  /// Whether who acts now is the person who asked, by whatever account; false where either account
  /// is bound to nobody.
  var isSamePerson: Bool { voter != nil && voter == requester }

  /// Why this person may not vote; nil when they may.
  func problem(_ clauses: [ClauseID]) -> Reason? {
    guard let voter else {
      return Reason(
        "egress.vote.person", clauses: clauses, zh: "审核账号须先绑定经核验的本人，请联系安全管理员",
        en: "the account is bound to no verified person; ask the security administrator")
    }
    guard voter != requester else {
      return Reason(
        "egress.vote.requester", clauses: clauses, zh: "申请人不得以其他账号审核本人的申请",
        en: "who asked does not vote, from no other account either")
    }
    guard !voters.contains(voter) else {
      return Reason(
        "egress.vote.samePerson", clauses: clauses, zh: "同一人只能表决一次，不得用另一账号再次表决",
        en: "one person votes once, whatever accounts they have")
    }
    return nil
  }
}
