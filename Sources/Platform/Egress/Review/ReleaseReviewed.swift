// SPDX-License-Identifier: Apache-2.0
package import Core

/// How many checkers chose what.
package struct VoteTally: Codable, Hashable, Sendable {
  /// For release.
  package let approve: Int
  /// Against it.
  package let reject: Int
  /// For changes first.
  package let `return`: Int

  /// Counts choices.
  package init(_ choices: [VoteChoice]) {
    approve = choices.count { $0 == .approve }
    reject = choices.count { $0 == .reject }
    `return` = choices.count { $0 == .return }
  }

  /// All approve: approved. Any rejects: rejected. Else it goes back.
  package var outcome: Release.State {
    if reject > 0 { return .rejected }
    return `return` == 0 && approve > 0 ? .approved : .returned
  }
}

/// Every checker has voted.
package struct ReleaseReviewed: DomainEvent {
  /// The stable type.
  package static let type = "egress.reviewed"
  /// The release.
  package let subject: RecordID
  let tally: VoteTally
  let votes: [RecordID]

  /// Sets the outcome and opens the votes.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var release = try read.find(Release.self, subject) else { return [] }
    if tally.outcome.isEndedInside {
      release.end(as: tally.outcome)
    } else {
      release.state = tally.outcome
    }
    release.reviewedOn = stamp.occurredOn
    var changes: [Change] = [.put(release)]
    if tally.outcome.isEndedInside {
      changes += try release.changesOfHolding(stamp.occurredOn, read)
    }
    for id in votes {
      guard var vote = try read.find(EgressVote.self, id) else { continue }
      vote.state = .opened
      changes.append(.put(vote))
    }
    return changes
  }
}
