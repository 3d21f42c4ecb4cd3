// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
package import Gateway
import Platform
import Regulation

/// Anchors closed segments of usage records in the ledger: in order, each once.
package struct UsageAnchor: Sendable {
  private let journal: UsageJournal
  private let reporting: any Reporting

  /// Anchors what a journal closes.
  package init(journal: UsageJournal, reporting: any Reporting) {
    self.journal = journal
    self.reporting = reporting
  }

  /// Closes what is due (or, with `always`, what is open) and anchors what is not anchored yet.
  ///
  /// - Returns: How many segments were anchored.
  @discardableResult
  package func run(at now: Instant, always: Bool = false) async throws -> Int {
    try await journal.closeSegments(at: now, always: always)
    var count = 0
    for place in journal.places {
      let anchored = try anchored(place)
      for name in journal.closed(place) where name.sequence > anchored {
        try await anchor(name)
        count += 1
      }
    }
    return count
  }

  /// The number of the last anchored segment: they begin at 1 and have no gap.
  private func anchored(_ place: String) throws -> Int {
    try reporting.read { read in
      try read.count(
        UsageSegment.self, [.equal("place", place), .equal("edge", journal.folder.edge)])
    }
  }

  private func anchor(_ name: UsageSegmentName) async throws {
    let folder = journal.folder
    let (summary, digest) = try await onThread {
      var summary = UsageSummary()
      let digest = try folder.read(name) { summary.add($0) }
      return (summary, digest)
    }
    guard let from = summary.from, let until = summary.until else { return }
    let input: JSON = [
      "edge": .string(name.edge), "sequence": .int(Int64(name.sequence)),
      "digest": .string(digest.hex), "records": .int(Int64(summary.records)),
      "from": .string(from.description), "until": .string(until.description),
      "counts": .array(try summary.counts.map { try JSON(encoding: $0) }),
    ]
    try await reporting.settle("usage.anchor", place: name.place, input: input)
  }
}

extension Reporting {
  /// Reports, and takes `…already` for done: the first report arrived, its answer did not.
  @discardableResult
  func settle(_ action: String, place: String, input: JSON) async throws -> Answer {
    let answer = try await report(action, place: place, input: input)
    let code: String
    switch answer {
    case .allowed: return answer
    case .refused(_, let reasons), .forbidden(_, let reasons), .malformed(let reasons):
      if reasons.contains(where: { $0.code == "\(action).already" }) { return answer }
      code = reasons.first?.code ?? "none"
    case .unknownAction: code = "action.unknown"
    case .notSignedIn: code = "account.unknown"
    }
    throw MeteringError.refused(action: action, code: code)
  }
}
