// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Gateway
import Platform
import Work

extension WorkFixture {
  static let subjectKey = SubjectKey(bytes: Array(repeating: 7, count: SubjectKey.byteCount))

  /// The folder of product files.
  func products() throws -> ProductFiles { try ProductFiles(root: folder + "/products") }

  /// A worker over releases.
  func releases() throws -> ReleaseWorker {
    guard let key = WorkFixture.subjectKey else { throw MemoryPlatform.Lost() }
    return ReleaseWorker(parts: parts, products: try products(), subjectKey: key)
  }

  /// A requested release of the grant, or of an output.
  func makeRelease(
    _ name: String, _ kind: ReleaseKind, _ spec: ReleaseSpec, output: RecordID? = nil,
    standing: StandingLimits? = nil
  ) throws -> RecordID {
    let id = WorkFixture.id("RLS", name)
    var members: [String: JSON] = [
      "id": .string(id.rawValue), "place": .string(platform.place),
      "kind": .string(kind.rawValue), "operator": .string(WorkFixture.operatorID.rawValue),
      "agreement": .string(WorkFixture.agreement.rawValue),
      "scenario": .string(WorkFixture.scenario.rawValue),
      "resources": [.string(WorkFixture.resource.rawValue)], "spec": try JSON(encoding: spec),
      "checkersNeeded": 2, "requestedBy": .string(WorkFixture.account.rawValue),
      "requestedOn": "2026-03-30", "state": "requested", "votesCast": 0,
    ]
    members["standing"] = try standing.map { try JSON(encoding: $0) }
    if let output {
      members["output"] = .string(output.rawValue)
    } else {
      members["grant"] = .string(WorkFixture.grantID.rawValue)
    }
    try put(Release.self, .object(members))
    return id
  }

  /// The checkers approved.
  func approve(_ id: RecordID) throws {
    var release = try platform.find(Release.self, id)
    release.state = .approved
    try platform.put(release)
  }

  /// The evidence for the checkers of a release.
  func evidence(_ release: Release) throws -> JSON {
    guard let evaluation = release.evaluation else { throw MemoryPlatform.Lost() }
    return try JSON.parse(try content(evaluation.evidenceObject))
  }
}
