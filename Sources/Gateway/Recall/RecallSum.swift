// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// Adds records up to a summary.
struct RecallSum {
  private var until = Instant(milliseconds: 0)
  private var answers: [RecallSummary.Counted] = []
  private var places: [RecallSummary.Answers: Int] = [:]
  private var named: [RecallSummary.Named] = []

  /// Adds the next record.
  mutating func add(_ record: UsageRecord) {
    until = max(until, record.at)
    guard record.outcome.isAnswer else { return }
    let request = record.request.map { RequestMemory.Request(key: record.key, id: $0) }
    guard record.outcome != .replayed else {
      if let request { named.append(.init(request: request, known: nil)) }
      return
    }
    if let request {
      let known = RequestMemory.Known(
        query: record.parameters, answer: record.answer, usage: record.id, at: record.at)
      named.append(.init(request: request, known: known))
    }
    count(
      .init(
        day: record.at.day(in: .china), product: record.product, developer: record.developer,
        parameters: record.parameters))
  }

  private mutating func count(_ what: RecallSummary.Answers) {
    if let place = places[what] {
      answers[place].times += 1
    } else {
      places[what] = answers.count
      answers.append(.init(answers: what, times: 1))
    }
  }

  /// The summary of what was added, which is a whole segment that ends with a chain.
  func summary(of segment: UsageSegmentName, chain: Digest) -> RecallSummary {
    RecallSummary(segment: segment, chain: chain, until: until, answers: answers, named: named)
  }
}
