// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// Begins refreshes of standing queries whose grants have newer data.
struct StandingRefreshes: Sendable {
  let parts: DomainParts
  /// The worker's name, for the log.
  let worker: String

  /// Looks at what stands, and begins what may be refreshed now.
  func begin() async throws {
    let today = parts.now().day(in: .china)
    let due = try parts.reporting.read { read in
      try read.every(
        Release.self,
        [
          .equal("state", Release.State.released.rawValue),
          .equal("kind", ReleaseKind.query.rawValue), Condition("turn", .equal, .null),
        ]
      ).compactMap { release -> Due? in
        // What follows is looked up only for what stands and was not evaluated of these data.
        guard release.standing != nil, let grant = release.grant,
          let copy = try read.find(Grant.self, grant)?.vaultObject, copy != release.servedData,
          try read.find(Agreement.self, release.agreement)?.isInForce(on: today) == true,
          try read.find(Scenario.self, release.scenario)?.state == .approved,
          try release.refreshProblem(with: copy, on: today, read) == nil
        else { return nil }
        return Due(release: release, copy: copy)
      }
    }
    try await parts.each(due, of: worker, id: \.id) { due in
      try await parts.report(
        "egress.refresh", place: due.release.place,
        [
          "release": .string(due.release.id.rawValue), "dataObject": .string(due.copy.rawValue),
        ])
    }
  }

  private struct Due {
    let release: Release
    let copy: RecordID

    var id: RecordID { ObjectNames.id(of: release.id, "refresh", over: copy.rawValue) }
  }
}
