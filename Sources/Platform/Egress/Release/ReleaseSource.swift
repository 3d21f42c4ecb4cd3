// SPDX-License-Identifier: Apache-2.0
package import Core
package import DisclosureControl
package import Regulation

/// What a release is made from: a grant set, or an output with the grants its job read.
package struct ReleaseSource: Sendable {
  /// The most grants of one job.
  static let grantsMax = 50

  /// The grant set asked for; nil when an output is.
  package let grant: Grant?
  /// The output asked for; nil when a grant set is.
  package let output: JobOutput?
  /// The place.
  package let place: String
  /// The operator.
  package let `operator`: RecordID
  /// The scenario.
  package let scenario: RecordID
  /// The agreement behind it.
  package let agreement: RecordID
  /// The resources behind it, without repetition.
  package let resources: [Resource]
  /// The imports for which some of these stand; nil when none does.
  package var imports: [RecordID]? {
    let ids = resources.compactMap(\.dataImport)
    return ids.isEmpty ? nil : ids.sorted()
  }
  /// What the grants behind it were given for.
  let purposes: Set<GrantPurpose>

  /// Reads the source, nil when it is not there.
  package static func find(
    grant: RecordID?, output: RecordID?, _ read: any RecordReader
  ) throws -> ReleaseSource? {
    if let grant = try grant.flatMap({ try read.find(Grant.self, $0) }) {
      let resource = try read.find(Resource.self, grant.resource)
      return ReleaseSource(
        grant: grant, output: nil, place: grant.place, operator: grant.operator,
        scenario: grant.scenario, agreement: grant.agreement,
        resources: resource.map { [$0] } ?? [], purposes: [grant.purpose])
    }
    guard let output = try output.flatMap({ try read.find(JobOutput.self, $0) }),
      let job = try read.find(Job.self, output.job)
    else { return nil }
    var resources: [RecordID: Resource] = [:]
    var purposes: Set<GrantPurpose> = []
    for id in job.grants.prefix(grantsMax) {
      guard let grant = try read.find(Grant.self, id) else { continue }
      purposes.insert(grant.purpose)
      guard let resource = try read.find(Resource.self, grant.resource) else { continue }
      resources[resource.id] = resource
    }
    return ReleaseSource(
      grant: nil, output: output, place: output.place, operator: output.operator,
      scenario: output.scenario, agreement: job.agreement,
      resources: resources.values.sorted { $0.id < $1.id }, purposes: purposes)
  }

  /// Why nothing of a kind can leave from it now.
  package func reasons(for kind: ReleaseKind, clauses: [ClauseID]) -> [Reason] {
    var reasons: [Reason] = []
    if kind.isFile, output == nil {
      reasons.append(
        Reason(
          "egress.file.output", clauses: clauses, zh: "文件、记录、模型和报告出域须指定作业产出",
          en: "files, records, models and reports leave from the output of a job", field: "output"))
    }
    if let output, !kind.takes(output.format) {
      reasons.append(
        Reason(
          "egress.output.format", clauses: clauses, zh: "输出的格式与出域类型不一致",
          en: "an output of this format does not leave as this kind", field: "kind"))
    }
    if let grant, grant.state != .ready {
      reasons.append(
        Refusals.state(
          "egress.grant", is: grant.state.rawValue, clauses: clauses, zh: "授权数据集尚未就绪",
          en: "the grant set is not ready"))
    }
    if purposes != [kind.grantPurpose] {
      reasons.append(
        Reason(
          "egress.grant.purpose", clauses: clauses, zh: "所依据数据授权的用途与出域类型不一致",
          en: "its data were granted for another kind of use", field: "kind"))
    }
    if let output, output.state != .quarantined || output.environment != .production {
      reasons.append(
        Refusals.state(
          "egress.output", is: "\(output.environment.rawValue), \(output.state.rawValue)",
          clauses: clauses, zh: "只有生产环境隔离区内的产出可以申请出域",
          en: "only an output of production in quarantine can leave"))
    }
    return reasons
  }

  /// The columns that a specification may name; nil for an output, whose columns are read from it
  /// when it is evaluated.
  package var columns: [GrantedColumn]? {
    guard let grant, let resource = resources.first else { return nil }
    return grant.columns.filter { $0.mask != .null }.map { column in
      let declared = resource.column(column.name)
      let kind = declared?.classification?.kind
      return GrantedColumn(
        name: column.name, role: Self.role(kind),
        isFreeText: kind == nil && declared?.type == .text)
    }
  }

  /// An unclassified column counts as sensitive.
  private static func role(_ kind: ColumnKind?) -> GrantedColumn.Role {
    switch kind {
    case .direct: .identifier
    case .quasi: .quasiIdentifier
    case .sensitive, nil: .sensitive
    case .other: .other
    }
  }
}
