// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// How the review of releases goes in a place: what is open and since when, who voted how often,
/// and how far the checkers agree.
///
/// Of votes that are not opened only their number tells, never a choice.
package struct ReviewFigures: Sendable, Hashable {
  /// A release that waits for votes.
  package struct Open: Sendable, Hashable {
    /// The release.
    package let release: RecordID
    /// The day of its request.
    package let requestedOn: Day
    /// The working days since; nil when a year has no calendar.
    package let workingDays: Int?
    /// The votes so far.
    package let votes: Int
    /// How many are needed.
    package let needed: Int
  }

  /// What one checker did.
  package struct Checker: Sendable, Hashable {
    /// The account.
    package let account: RecordID
    /// Open releases on which they have not voted.
    package let open: Int
    /// Opened votes for release.
    package let approve: Int
    /// Opened votes against it.
    package let reject: Int
    /// Opened votes for changes first.
    package let `return`: Int
    /// Opened votes unlike that of every other checker of the release.
    package let alone: Int

    /// All opened votes.
    package var votes: Int { approve + reject + `return` }
  }

  /// Who may see them: those who see opened votes with their checkers and do not vote.
  package static let readers: Set<Capacity> = [
    .implementingBody, .dataAuthority, .auditor, .auditAdministrator,
  ]

  /// What waits, the oldest first.
  package let open: [Open]
  /// Releases with opened votes of two checkers or more.
  package let reviewed: Int
  /// Those of them with different choices.
  package let split: Int
  /// Those of them in which no choice had most votes.
  package let tied: Int
  /// The checkers, by account.
  package let checkers: [Checker]
  /// How far two of them agree.
  package let pairs: [CheckerAgreement]

  /// Counts releases that wait and the votes of a place.
  package init(
    waiting: [Release], votes: [EgressVote], today: Day, calendar: WorkingCalendar
  ) {
    open = waiting.map { release in
      Open(
        release: release.id, requestedOn: release.requestedOn,
        workingDays: calendar.workingDays(after: release.requestedOn, through: today),
        votes: release.votesCast, needed: release.votesNeeded)
    }.sorted { ($0.requestedOn, $0.release) < ($1.requestedOn, $1.release) }
    var opened: [RecordID: [RecordID: VoteChoice]] = [:]
    for vote in votes where vote.state == .opened {
      if let choice = vote.choice { opened[vote.release, default: [:]][vote.account] = choice }
    }
    let several = opened.values.filter { $0.count >= 2 }
    reviewed = several.count
    split = several.count { Set($0.values).count > 1 }
    tied = several.count(where: Self.isTied)
    let cast = Dictionary(grouping: votes, by: \.account).mapValues { Set($0.map(\.release)) }
    checkers = cast.keys.sorted().map { account in
      Self.checker(account, opened, open: waiting.count { cast[account]?.contains($0.id) == false })
    }
    pairs = CheckerAgreement.all(opened)
  }

  private static func isTied(_ choices: [RecordID: VoteChoice]) -> Bool {
    let counts = VoteChoice.allCases.map { choice in choices.values.count { $0 == choice } }
    return counts.count { $0 == counts.max() } > 1
  }

  private static func checker(
    _ account: RecordID, _ opened: [RecordID: [RecordID: VoteChoice]], open: Int
  ) -> Checker {
    let own = opened.values.compactMap { choices in
      choices[account].map { ($0, choices.filter { $0.key != account }.map(\.value)) }
    }
    return Checker(
      account: account, open: open, approve: own.count { $0.0 == .approve },
      reject: own.count { $0.0 == .reject }, return: own.count { $0.0 == .return },
      alone: own.count { choice, others in !others.isEmpty && !others.contains(choice) })
  }
}
