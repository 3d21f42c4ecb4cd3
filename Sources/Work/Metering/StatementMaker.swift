// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
package import Gateway
package import Platform

/// Makes statements from anchored usage records, and makes them anew to verify them.
///
/// Records are read one segment at a time, so memory does not grow with the period.
package struct StatementMaker: Sendable {
  private let folder: UsageFolder
  private let reporting: any Reporting

  /// Reads the records of a folder and the anchors of the platform.
  package init(folder: UsageFolder, reporting: any Reporting) {
    self.folder = folder
    self.reporting = reporting
  }

  /// What each developer's calls of each product come to in a period of whole days in China;
  /// with `isInterim`, what is anchored of them so far.
  ///
  /// - Throws: `MeteringError.notAnchored` while records of the period are not anchored,
  ///   `MeteringError.differs` when a file is not the one that was anchored.
  package func drafts(place: String, from: Day, until: Day, isInterim: Bool = false) throws
    -> [StatementDraft]
  {
    if !isInterim { try requireAnchored(place, through: until) }
    var sums: [UsageSummary.Pair: StatementSum] = [:]
    try records(place: place, from: from, until: until) { record in
      let pair = UsageSummary.Pair(product: record.product, developer: record.developer)
      sums[pair, default: StatementSum()].add(record)
    }
    return try sums.sorted { $0.key < $1.key }.map { try $0.value.draft($0.key) }
  }

  /// Issues the statements of a period; one that is refused keeps no other from being issued.
  ///
  /// - Returns: How many pairs there are; those stated before are counted too.
  /// - Throws: `MeteringError.notStated` with the pairs that were refused.
  @discardableResult
  package func issue(place: String, from: Day, until: Day) async throws -> Int {
    let drafts: [StatementDraft] = try await onThread {
      try self.drafts(place: place, from: from, until: until)
    }
    var refused: [UsageSummary.Pair: String] = [:]
    for draft in drafts {
      var input = try draft.fields()
      input["product"] = .string(draft.pair.product.rawValue)
      input["developer"] = .string(draft.pair.developer.rawValue)
      input["from"] = .string(from.description)
      input["until"] = .string(until.description)
      do {
        try await reporting.settle("statement.issue", place: place, input: .object(input))
      } catch MeteringError.refused(_, let code) {
        refused[draft.pair] = code
      }
    }
    guard refused.isEmpty else { throw MeteringError.notStated(refused) }
    return drafts.count
  }

  /// Makes an interim statement that was asked for, of what is anchored by now.
  package func make(_ interim: InterimStatement) async throws {
    let pair = UsageSummary.Pair(product: interim.product, developer: interim.developer)
    let found = try await onThread {
      try self.drafts(
        place: interim.place, from: interim.from, until: interim.until, isInterim: true
      ).first { $0.pair == pair }
    }
    let draft = try found ?? StatementSum().draft(pair)
    var input = try draft.fields()
    input["interim"] = .string(interim.id.rawValue)
    try await reporting.settle("statement.interim", place: interim.place, input: .object(input))
  }

  /// Whether a statement is what its records come to.
  package func verify(_ statement: Statement) throws -> Bool {
    let pair = UsageSummary.Pair(product: statement.product, developer: statement.developer)
    var sum = StatementSum()
    try records(of: statement) { sum.add($0) }
    return try sum.draft(pair).agrees(with: statement)
  }

  /// Opens a statement down to its records, in order.
  package func records(of statement: Statement, each: (UsageRecord) throws -> Void) throws {
    try records(place: statement.place, from: statement.from, until: statement.until) { record in
      guard record.product == statement.product, record.developer == statement.developer else {
        return
      }
      try each(record)
    }
  }

  /// The records of a period from anchored segments whose files are still what was anchored.
  private func records(
    place: String, from: Day, until: Day, each: (UsageRecord) throws -> Void
  ) throws {
    let start = from.start(in: .china)
    let end = until.adding(days: 1).start(in: .china)
    for segment in try anchored(place, since: start) where segment.from.instant < end {
      guard
        let name = UsageSegmentName(
          edge: segment.edge, place: place, sequence: segment.sequence)
      else { throw MeteringError.differs(edge: segment.edge, sequence: segment.sequence) }
      let digest = try folder.read(name) { record in
        if record.at >= start, record.at < end { try each(record) }
      }
      guard digest.hex == segment.digest.text else {
        throw MeteringError.differs(edge: segment.edge, sequence: segment.sequence)
      }
    }
  }

  /// The anchored segments that hold records since a time, by edge and number.
  private func anchored(_ place: String, since start: Instant) throws -> [UsageSegment] {
    try reporting.read { read in
      try read.every(
        UsageSegment.self,
        [
          .equal("place", place),
          Condition("until", .greaterOrEqual, .string(start.description)),
        ])
    }.sorted { ($0.edge, $0.sequence) < ($1.edge, $1.sequence) }
  }

  /// On what a failed attempt to state rested: tried again, it fails in the same way while this
  /// stays the same.
  func basis(_ place: String, of error: any Error) throws -> [String] {
    try reporting.read { read in
      guard case MeteringError.notStated(let refused) = error else {
        return [String(try read.count(UsageSegment.self, [.equal("place", place)]))]
      }
      return try refused.sorted { $0.key < $1.key }.flatMap { pair, code -> [String] in
        let product = try read.find(Product.self, pair.product)
        let total = try read.find(
          UsageTotal.self, UsageTotal.id(product: pair.product, developer: pair.developer))
        return [
          try product.map { try JSON(encoding: $0).canonicalText } ?? "",
          code == "statement.figures" ? "\(total?.anchored.records ?? 0)" : "",
        ]
      }
    }
  }

  /// No record of the period is outside of what is anchored.
  private func requireAnchored(_ place: String, through until: Day) throws {
    let edge = folder.edge
    let count = try reporting.read { read in
      try read.count(UsageSegment.self, [.equal("place", place), .equal("edge", edge)])
    }
    let end = until.adding(days: 1).start(in: .china)
    for name in try folder.segments(of: place) where name.sequence > count {
      var isInPeriod = false
      do {
        try folder.read(name) { if $0.at < end { isInPeriod = true } }
      } catch UsageError.open {
        isInPeriod = true
      }
      if isInPeriod { throw MeteringError.notAnchored(edge: edge, sequence: name.sequence) }
    }
  }
}
