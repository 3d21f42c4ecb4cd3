// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Synchronization

/// Finds written grants that no event marked and that do not hold any more: written by the rules
/// of an earlier program, or by authorisations that have since begun or run out.
///
/// An authorisation that is withdrawn marks its grants itself, at once. What begins or runs out
/// with a day is looked for once a day: a stream of new ones must not keep a grant from its jobs.
struct GrantFreshness: Sendable {
  let parts: DomainParts
  private let days = DayMemory()

  init(parts: DomainParts) {
    self.parts = parts
  }

  /// The grants that are behind, each with the ground.
  func behind() throws -> [(grant: Grant, ground: StaleGround)] {
    let today = parts.now().day(in: .china)
    return try parts.reporting.read { read in
      let ready = try read.every(Grant.self, [.equal("state", Grant.State.ready.rawValue)])
      return try ready.compactMap { grant in
        try ground(grant, today, read).map { (grant, $0) }
      }
    }
  }

  private func ground(
    _ grant: Grant, _ today: Day, _ read: any RecordReader
  ) throws -> StaleGround? {
    guard grant.compiler == GrantSQL.version else { return .policyChanged }
    if grant.hasRunOut(by: today) { return .consentChanged }
    guard grant.consentRows != nil, grant.writtenOn.map({ $0 < today }) ?? true,
      !days.has(grant.id, today)
    else { return nil }
    let consents = try GrantConsents(grant, on: today, read)
    guard consents?.digest == grant.consentDigest else { return .consentChanged }
    // Looked at again while what was found is not on record.
    days.note(grant.id, today)
    return nil
  }
}

/// The day on which each grant was last found to hold; in memory only.
private final class DayMemory: Sendable {
  /// Guarded: days by grant.
  private let state = Mutex<[RecordID: Day]>([:])

  /// Whether a grant was found to hold on a day.
  func has(_ id: RecordID, _ day: Day) -> Bool { state.withLock { $0[id] == day } }

  /// Notes that a grant holds on a day.
  func note(_ id: RecordID, _ day: Day) { state.withLock { $0[id] = day } }
}
