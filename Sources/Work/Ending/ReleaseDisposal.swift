// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform

/// Closes requests past their last day, and destroys what was made of releases that did not leave.
struct ReleaseDisposal: Sendable {
  let parts: DomainParts
  /// The worker's name, for the log.
  let worker: String

  /// Looks for what passed its last day, and for what must go.
  func round() async throws {
    try await parts.each(try late(), of: worker, id: key) { release in
      try await parts.report(
        "egress.lapse", place: release.place, ["release": .string(release.id.rawValue)])
    }
    let due = try parts.reporting.read { read in
      try read.list(
        Release.self, [.equal("disposal", Release.Disposal.due.rawValue)],
        limit: parts.limits.page)
    }
    try await parts.each(due, of: worker, id: key) { try await destroy($0) }
  }

  private func late() throws -> [Release] {
    let today = parts.now().day(in: .china)
    return try parts.reporting.read { read in
      try Release.State.allCases.filter { $0.next.contains(.lapsed) }.flatMap { state in
        try read.every(Release.self, [.equal("state", state.rawValue)]).filter { release in
          let agreement = try read.find(Agreement.self, release.agreement)
          return release.isPastLastDay(under: agreement, on: today)
        }
      }
    }
  }

  private func destroy(_ release: Release) async throws -> Bool {
    let whole = release.state.isEndedInside
    // An evaluation that still runs may write more; it finds the release ended when it reports.
    if whole, parts.board.isHeld(release.id) { return true }
    let objects = ReleaseObjects(vault: parts.vault, release: release)
    let certificates =
      try whole
      ? objects.destroyAll(at: parts.now()) : objects.destroyReplaced(at: parts.now())
    return try await parts.report(
      "egress.contentDestroyed", place: release.place,
      [
        "release": .string(release.id.rawValue), "whole": .bool(whole),
        "replaced": .int(Int64(release.replaced?.count ?? 0)),
        "objects": .int(Int64(certificates.count)),
        "certificate": .string(Certificates.digest(certificates).hex),
      ])
  }

  /// A key of its own, so that an evaluation that failed does not keep what must go.
  private func key(_ release: Release) -> RecordID { ObjectNames.id(of: release.id, "disposal") }
}
