// SPDX-License-Identifier: Apache-2.0
package import Core

/// What ends with an agreement, a scenario or a grant: everything that hangs on it, at once.
///
/// The changes are made in the transaction of the event that ends it, from what the tables hold
/// then, however many; a rebuild makes the same ones again.
package enum SupplyEnding {
  /// Ends the scenarios, revokes the grants and cancels the jobs of an agreement.
  package static func changes(
    for agreement: RecordID, _ stamp: Stamp, _ read: any RecordReader
  ) throws -> [Change] {
    let on = Condition.equal("agreement", agreement)
    var changes: [Change] = []
    for scenario in try read.every(Scenario.self, [on]) {
      if let ended = scenario.ended("agreementEnded", on: stamp.occurredOn) {
        changes.append(.put(ended))
      }
    }
    return try changes + endings(where: on, ground: "agreementEnded", read)
  }

  /// Revokes the grants and cancels the jobs of a scenario.
  static func changes(
    forScenario scenario: RecordID, _ read: any RecordReader
  ) throws -> [Change] {
    try endings(where: .equal("scenario", scenario), ground: "scenarioEnded", read)
  }

  /// Revokes a grant and cancels the jobs that read it.
  static func changes(
    revoking grant: Grant, ground: String, _ read: any RecordReader
  ) throws -> [Change] {
    let jobs = try read.every(Job.self, [.equal("scenario", grant.scenario)])
    let hit = jobs.filter { $0.grants.contains(grant.id) }
    return [grant.revoked(ground)].compactMap { $0.map(Change.put) }
      + hit.compactMap { $0.cancelled("grantRevoked").map(Change.put) }
  }

  private static func endings(
    where condition: Condition, ground: String, _ read: any RecordReader
  ) throws -> [Change] {
    let grants = try read.every(Grant.self, [condition])
    let jobs = try read.every(Job.self, [condition])
    let releases = try read.every(Release.self, [condition])
    let imports = try read.every(DataImport.self, [condition]).flatMap {
      try $0.endings(ground, as: .ended, read)
    }
    return imports + grants.compactMap { $0.revoked(ground).map(Change.put) }
      + jobs.compactMap { $0.cancelled(ground).map(Change.put) }
      + releases.compactMap { withdrawn($0).map(Change.put) }
  }

  /// A release on its way, withdrawn; nil when it is out or ended already.
  private static func withdrawn(_ release: Release) -> Release? {
    guard release.state.next.contains(.withdrawn) else { return nil }
    var release = release
    release.end(as: .withdrawn)
    return release
  }
}

extension Scenario {
  /// The same, ended; nil when it gives no rights and never will.
  func ended(_ ground: String, on day: Day) -> Scenario? {
    switch state {
    case .submitted, .returned, .approved:
      var scenario = self
      scenario.state = .ended
      scenario.endGround = ground
      scenario.decidedOn = scenario.decidedOn ?? day
      return scenario
    case .rejected, .ended: return nil
    }
  }
}

extension Grant {
  /// The same, revoked; nil when it gives no rights any more.
  func revoked(_ ground: String) -> Grant? {
    guard state.isLive else { return nil }
    var grant = self
    grant.state = .revoked
    grant.stateReason = ground
    return grant
  }
}

extension Job {
  /// The same, cancelled; nil when it ran to its end.
  func cancelled(_ ground: String) -> Job? {
    guard state.isLive else { return nil }
    var job = self
    job.state = .cancelled
    job.failureClass = ground
    return job
  }
}
