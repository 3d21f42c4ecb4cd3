// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Platform

/// Evaluates a requested release by the means of its kind.
struct ReleaseEvaluator: Sendable {
  /// The most releases that a new one is compared with.
  static let earlierMax = 1_000

  let parts: DomainParts
  let release: Release

  /// Evaluates.
  ///
  /// - Throws: `EvaluationRefusal` when it cannot be evaluated for a reason of its own.
  func run() async throws -> EvaluationResult {
    parts.board.show(release.id, .running)
    let data = try parts.reporting.read { try ReleaseData(release, $0) }
    if let spec = release.spec.tabulation { return try await tabulate(spec, data) }
    if let spec = release.spec.file {
      let evaluation = FileEvaluation(parts: parts, data: data, spec: spec)
      return try await parts.memory.withFolder { try await evaluation.run(in: $0) }
    }
    guard let template = release.spec.subject else { throw EvaluationRefusal(.columns) }
    let source = try parts.reporting.read { read in
      try ReleaseSource.find(grant: release.grant, output: release.output, read)
    }
    let evaluation = SubjectEvaluation(
      parts: parts, data: data, spec: release.spec, template: template, granted: source?.columns)
    return try await parts.memory.withFolder { try await evaluation.run(in: $0) }
  }

  private func tabulate(_ spec: TabulationSpec, _ data: ReleaseData) async throws
    -> EvaluationResult
  {
    guard let profile = parts.profiles[release.place],
      let thresholds = try parts.reporting.read({ try ReleaseThresholds(profile, $0) })
    else { throw DomainFault.records }
    let evaluation = TabulationEvaluation(
      parts: parts, data: data, spec: spec, thresholds: thresholds, earlier: try await earlier())
    return try await parts.memory.withFolder { try await evaluation.run(in: $0) }
  }

  /// The cubes that are out, or on their way, of any of the same resources, whoever asked for them.
  private func earlier() async throws -> [ReleasedCube] {
    // What is being reviewed may be out tomorrow, and what was recalled is out already.
    let states: [Release.State] = [.reviewing, .approved, .released, .recalled]
    let out = try parts.reporting.read { read in
      try states.flatMap { state in
        try read.list(
          Release.self,
          [.equal("place", release.place), .equal("state", state.rawValue)],
          limit: ReleaseEvaluator.earlierMax)
      }
    }
    let resources = Set(release.resources)
    var cubes: [ReleasedCube] = []
    for other in out where other.id != release.id && other.spec.tabulation != nil {
      guard !resources.isDisjoint(with: other.resources),
        let object = other.evaluation?.contentObject
      else { continue }
      let bytes = try await parts.vault.contents(object, bytesMax: ReleasedCube.jsonBytesMax)
      cubes.append(try ReleasedCube(canonicalJSON: bytes))
    }
    return cubes
  }
}
