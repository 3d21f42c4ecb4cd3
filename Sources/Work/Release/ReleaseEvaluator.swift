// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Platform
import Regulation
import Vault

/// Evaluates a requested release by the means of its kind.
struct ReleaseEvaluator: Sendable {
  /// The most bytes of evidence that are read back.
  static let evidenceBytesMax = 64 << 20

  let parts: DomainParts
  let release: Release

  /// Evaluates.
  ///
  /// - Throws: `EvaluationRefusal` when it cannot be evaluated for a reason of its own.
  func run() async throws -> EvaluationResult {
    parts.board.show(release.id, .running)
    let today = parts.now().day(in: .china)
    let data = try parts.reporting.read { read in
      guard try !Release.hasDepartures(output: release.output, on: today, read) else {
        throw EvaluationRefusal(.departed)
      }
      return try ReleaseData(release, read)
    }
    if let spec = release.spec.tabulation { return try await tabulate(spec, data) }
    if let spec = release.spec.file {
      let evaluation = FileComparison(parts: parts, release: release, data: data, spec: spec)
      return try await parts.memory.withFolder { try await evaluation.run(in: $0) }
    }
    if let spec = release.spec.microdata {
      let evaluation = MicrodataEvaluation(parts: parts, release: release, data: data, spec: spec)
      return try await parts.memory.withFolder { try await evaluation.run(in: $0) }
    }
    if release.kind == .model || release.kind == .report {
      let evaluation = ArtefactEvaluation(parts: parts, release: release, data: data)
      return try await parts.memory.withFolder { try await evaluation.run(in: $0) }
    }
    guard let template = release.spec.subject else { throw EvaluationRefusal(.columns) }
    let source = try parts.reporting.read { read in
      try ReleaseSource.find(grant: release.grant, output: release.output, read)
    }
    var evaluation = SubjectEvaluation(
      parts: parts, data: data, spec: release.spec, template: template, granted: source?.columns)
    if release.output != nil {
      evaluation.comparison = SubjectComparison(
        parts: parts, release: release, data: data, template: template)
    }
    return try await parts.memory.withFolder { [evaluation] in try await evaluation.run(in: $0) }
  }

  /// The copy of the grant, or the output, that is evaluated. Neither is changed in place, so that
  /// one name is one content.
  func dataObject() throws -> RecordID? {
    try parts.reporting.read { read in
      if let id = release.grant { return try read.find(Grant.self, id)?.vaultObject }
      return try release.output.flatMap { try read.find(JobOutput.self, $0) }?.vaultObject
    }
  }

  private func tabulate(_ spec: TabulationSpec, _ data: ReleaseData) async throws
    -> EvaluationResult
  {
    guard let profile = parts.profiles.ruling(release.place),
      let thresholds = try parts.reporting.read({
        try ReleaseThresholds(profile, in: release.place, $0)
      })
    else { throw DomainFault.records }
    let series =
      release.standing != nil && release.kind == .query && SeriesCheck.canFollow(spec)
      ? SeriesCheck(parts: parts, spec: spec, thresholds: thresholds) : nil
    var evaluation = TabulationEvaluation(
      parts: parts, data: data, spec: spec, thresholds: thresholds, earlier: try await earlier(),
      origin: try parts.reporting.read { try ReleaseOrigin(release, $0) })
    evaluation.series = series
    guard let standing = release.refreshOf else {
      return try await parts.memory.withFolder { [evaluation] in try await evaluation.run(in: $0) }
    }
    let refresh = try await refresh(standing, evaluation)
    return try await parts.memory.withFolder { try await refresh.run(in: $0) }
  }

  /// The evaluation of a refresh, with what is out of its series.
  private func refresh(
    _ id: RecordID, _ evaluation: TabulationEvaluation
  ) async throws -> RefreshEvaluation {
    let (standing, refreshes) = try parts.reporting.read { read in
      let standing = try read.find(Release.self, id)
      return (standing, try standing?.servedRefreshes(read) ?? [])
    }
    guard let standing else { throw EvaluationRefusal(.stale) }
    let series = [standing] + refreshes
    var bundles: [SeriesBundle] = []
    for member in series where series.count < SeriesCheck.earlierMax {
      guard let object = member.evaluation?.seriesObject else { continue }
      let bytes = try await parts.vault.contents(object, bytesMax: SeriesBundle.bytesMax)
      guard let bundle = SeriesBundle(bytes) else { throw DomainFault.vault }
      bundles.append(bundle)
    }
    guard let last = series.last?.evaluation?.contentObject else { throw DomainFault.records }
    let bytes = try await parts.vault.contents(last, bytesMax: ReleasedCube.jsonBytesMax)
    return RefreshEvaluation(
      evaluation: evaluation, release: release, last: try ReleasedCube(canonicalJSON: bytes),
      lastOn: standing.servedOn, served: series.count, bundles: bundles)
  }

  /// The tables that are out, or on their way, of any of the same resources, whoever asked. Those
  /// of the series of a refresh are compared by their people.
  private func earlier() async throws -> [RememberedTable] {
    // What is being reviewed may be out tomorrow, and what was recalled is out already.
    let states = Release.State.remembered
    let out = try parts.reporting.read { read in
      try states.flatMap { state in
        try read.every(
          Release.self, [.equal("place", release.place), .equal("state", state.rawValue)])
      }
    }
    let resources = Set(release.resources)
    let own = release.refreshOf ?? release.id
    var tables: [RememberedTable] = []
    for other in out
    where other.id != own && other.refreshOf != own && !resources.isDisjoint(with: other.resources)
    {
      if let table = try await remembered(other, while: states) { tables.append(table) }
    }
    return tables
  }

  /// The table of a release as it is in the vault; nil when it has none, or none any more.
  private func remembered(
    _ other: Release, while states: [Release.State]
  ) async throws -> RememberedTable? {
    guard let spec = other.spec.tabulation?.check().tabulation, let evaluation = other.evaluation,
      let object = evaluation.contentObject
    else { return nil }
    do {
      let bytes = try await parts.vault.contents(object, bytesMax: ReleasedCube.jsonBytesMax)
      let evidence = try await parts.vault.contents(
        evaluation.evidenceObject, bytesMax: ReleaseEvaluator.evidenceBytesMax)
      let known = try JSON.parse(evidence)
      let origin = ReleaseOrigin(evidence: known, of: other.id)
      return RememberedTable(
        cube: try ReleasedCube(canonicalJSON: bytes), filters: spec.filters,
        source: origin.source, masks: origin.masks, people: EvidenceDocument.people(known),
        release: other.id.rawValue)
    } catch VaultError.unknown {
      // It ended, or was evaluated anew, since it was listed.
      guard let now = try parts.reporting.read({ try $0.find(Release.self, other.id) }),
        states.contains(now.state)
      else { return nil }
      guard now.evaluation?.objects != evaluation.objects else { throw DomainFault.vault }
      return try await remembered(now, while: states)
    }
  }
}
