// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// What a start needs to know of one closed segment: answers counted by day, and named requests.
///
/// It is a shortcut and never evidence: it is made of the segment's records, can be made anew from
/// them at any time, and holds as they do no parameter and no value.
struct RecallSummary: Sendable, Hashable {
  /// Answers of a product to a developer under the same parameters, on one day in China.
  struct Answers: Hashable, Sendable {
    let day: Day
    let product: RecordID
    let developer: RecordID
    let parameters: Digest
  }

  /// How many of the same answers were given.
  struct Counted: Hashable, Sendable {
    let answers: Answers
    var times: Int
  }

  /// A named request; `known` is nil where its answer was given again.
  struct Named: Hashable, Sendable {
    let request: RequestMemory.Request
    let known: RequestMemory.Known?
  }

  /// The segment.
  let segment: UsageSegmentName
  /// The chain of the segment's last line, which binds the summary to what the segment says.
  let chain: Digest
  /// The time of the latest record.
  let until: Instant
  /// How often each was answered.
  let answers: [Counted]
  /// The named requests in order.
  let named: [Named]
}

extension RecallSummary {
  /// The answers of a product to a developer.
  struct Group {
    let product: RecordID
    let developer: RecordID
    var subjects: [(digest: Digest, times: Int)] = []
  }

  /// What a day has of the answers, by product and developer.
  func subjects(on day: Day) -> [Group] {
    var groups: [Group] = []
    var places: [[RecordID]: Int] = [:]
    var place = 0
    for counted in answers where counted.answers.day == day {
      let (product, developer) = (counted.answers.product, counted.answers.developer)
      // Answers of one product to one developer often follow one another.
      let isSame =
        place < groups.count && groups[place].product == product
        && groups[place].developer == developer
      if !isSame {
        place = places[[product, developer], default: groups.count]
        if place == groups.count {
          places[[product, developer]] = place
          groups.append(Group(product: product, developer: developer))
        }
      }
      groups[place].subjects.append((counted.answers.parameters, counted.times))
    }
    return groups
  }
}
