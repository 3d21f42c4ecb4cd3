// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// Checks the entries one after the other: form, chains, times, commitments.
struct EntryAudit {
  private let payloads: [CommittedPayload.Place: CommittedPayload]
  private var unmet: Set<CommittedPayload.Place>
  private var chains = ChainVerifier()
  private var last: Instant?
  private var index = 0

  init(payloads: [CommittedPayload.Place: CommittedPayload]) {
    self.payloads = payloads
    unmet = Set(payloads.keys)
  }

  mutating func append(_ bytes: [UInt8], leafHash: Digest, _ report: inout AuditReport) {
    let place = "entry \(index)"
    defer { index += 1 }
    report.entries += 1
    let entry: Entry
    do {
      entry = try Entry.decode(bytes)
    } catch {
      report.add(place, "is not an entry: \(error)")
      return
    }
    if entry.outcome == .refused { report.refusals += 1 }
    for problem in chains.append(entry, leafHash: leafHash) { report.add(place, "\(problem)") }
    checkTime(entry, place, &report)
    checkPayloads(entry, place, &report)
  }

  func finish(_ report: inout AuditReport) {
    report.subjects = chains.ends.count
    for place in unmet.sorted(by: { ($0.entry, $0.event) < ($1.entry, $1.event) }) {
      report.add("payload of entry \(place.entry)", "belongs to no commitment")
    }
  }

  /// Times do not run backwards, except on a clock that is moved by hand.
  private mutating func checkTime(_ entry: Entry, _ place: String, _ report: inout AuditReport) {
    guard !entry.isManualClock else { return }
    if let last, entry.at < last {
      report.add(place, "was recorded at \(entry.at), before an earlier entry at \(last)")
    }
    last = max(last ?? entry.at, entry.at)
  }

  private mutating func checkPayloads(
    _ entry: Entry, _ name: String, _ report: inout AuditReport
  ) {
    guard !payloads.isEmpty else { return }
    for (number, event) in entry.events.enumerated() {
      let place = CommittedPayload.Place(entry: index, event: number)
      guard let payload = payloads[place], let commitment = event.commitment else { continue }
      unmet.remove(place)
      if !Commitment.verify(commitment, payload: payload.payload, salt: payload.salt) {
        report.add(name, "commits to another payload in event \(number)")
      }
    }
  }
}
