// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Dispatch
import Logging
import Synchronization

extension ProductGateway {
  /// Reads what the limits of today and the repeated requests of a day need to know after a
  /// restart. Call it once, before the first call.
  ///
  /// Of each closed segment a summary is read; records only where there is none to be trusted.
  package func recall() throws {
    let now = setup.now()
    let start = now.adding(milliseconds: -RequestMemory.keptMilliseconds)
    let folder = setup.journal.folder
    var lines: [RecordID: RecordID] = [:]
    for place in setup.journal.places {
      var keeps: [KeptSummary] = []
      try folder.summaries(
        of: place, since: start, last: setup.journal.lastChain(place), key: setup.key
      ) { summary, isNew in
        try note(summary, since: start, on: now.day(in: .china), &lines)
        keeps.append(KeptSummary(segment: summary.segment, until: summary.until))
        if isNew { trying { try folder.keep(summary, setup.key) } }
      }
      let needed = Set(keeps.map(\.segment))
      trying {
        try folder.removeSummaries(setup.journal.closed(place).filter { !needed.contains($0) })
      }
      kept.withLock { $0[place] = keeps }
    }
  }

  /// Keeps a summary of each segment that was closed since the last time, for the next start, and
  /// removes those that no start will need.
  package func keepSummaries() async throws {
    let start = setup.now().adding(milliseconds: -RequestMemory.keptMilliseconds)
    for place in setup.journal.places {
      let done = kept.withLock { $0[place]?.last?.segment.sequence ?? 0 }
      for name in setup.journal.closed(place) where name.sequence > done {
        let keep = try await onQueue { [setup] in
          let summary = try setup.journal.folder.summary(of: name)
          try setup.journal.folder.keep(summary, setup.key)
          return KeptSummary(segment: name, until: summary.until)
        }
        kept.withLock { $0[place, default: []].append(keep) }
      }
      // The last one stays: it says up to where summaries were kept.
      let old = kept.withLock { ($0[place] ?? []).dropLast().prefix { $0.until < start } }
      try await onQueue { [setup] in
        try setup.journal.folder.removeSummaries(old.map(\.segment))
      }
      kept.withLock { $0[place]?.removeFirst(old.count) }
    }
  }

  private func note(
    _ summary: RecallSummary, since start: Instant, on today: Day,
    _ lines: inout [RecordID: RecordID]
  ) throws {
    for named in summary.named {
      guard let known = named.known else {
        requests.noteReplay(named.request)
        continue
      }
      if known.at >= start { requests.note(named.request, known) }
    }
    for group in summary.subjects(on: today) {
      let line = try line(of: group.product, &lines)
      counts.note(
        group.subjects, of: DailyCounts.Pair(line: line, developer: group.developer), on: today)
    }
  }

  /// The line of a product that was called; one that nobody knows any more is its own.
  private func line(
    of product: RecordID, _ lines: inout [RecordID: RecordID]
  ) throws -> RecordID {
    if let line = lines[product] { return line }
    let line = try setup.source.line(ofProduct: product) ?? product
    lines[product] = line
    return line
  }

  /// A summary that cannot be kept costs the next start its time, and this one nothing.
  private func trying(_ body: () throws -> Void) {
    do {
      try body()
    } catch {
      logger.error("summary of usage not kept", metadata: ["kind": "\(type(of: error))"])
    }
  }

  private func onQueue<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global(qos: .utility).async {
        continuation.resume(with: Result(catching: body))
      }
    }
  }
}
