// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Subjects that stand for a stage of an authorisation, before something comes into force.
extension DutySubject {
  init(_ call: Call) {
    self.init(
      about: call.id.rawValue, id: call.id, owners: [:],
      isInForce: [.draft, .published, .closed].contains(call.state), start: nil)
  }

  init(_ application: Application) {
    self.init(
      about: application.id.rawValue, id: application.id,
      owners: [.operator: application.applicant],
      isInForce: [.submitted, .eligible, .selected].contains(application.state), start: nil)
  }

  init(_ release: Release) {
    self.init(
      about: release.id.rawValue, id: release.id, owners: [.operator: release.operator],
      isInForce: [.requested, .reviewing, .approved, .returned].contains(release.state),
      start: nil)
  }

  /// A developer, of whom its operator keeps records.
  init(developer: Organisation) {
    self.init(
      about: developer.id.rawValue, id: developer.id, owners: [.developer: developer.id],
      isInForce: developer.state == .active && developer.capacities.contains(.developer),
      start: nil)
  }

  /// The stage of a place with this id; nil where there is none of this kind.
  static func open(
    _ id: RecordID, _ kind: DutyRule.Subject, _ read: any RecordReader, _ context: Context
  ) throws -> DutySubject? {
    switch kind {
    case .call: try Call.here(id, read, context).map { DutySubject($0) }
    case .application: try Application.here(id, read, context).map { DutySubject($0) }
    case .release:
      try read.find(Release.self, id).flatMap {
        $0.place == context.place ? DutySubject($0) : nil
      }
    case .developer:
      try read.find(Organisation.self, id).flatMap {
        $0.place == context.place ? DutySubject(developer: $0) : nil
      }
    case .place, .organisation, .agreement, .scenario, .product, .resource: nil
    }
  }
}
