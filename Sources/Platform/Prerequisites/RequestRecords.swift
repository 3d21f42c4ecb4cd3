// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The records that a request names, and those on which they hang.
struct RequestRecords {
  private let read: any RecordReader
  private let place: String
  private var ids: Set<RecordID> = []

  /// Follows the ids of a request's fields up to the agreement and the call.
  init(_ input: JSON, _ read: any RecordReader, _ context: Context) throws {
    self.read = read
    place = context.place
    for value in input.object?.values.map({ $0 }) ?? [] {
      let texts = [value.string].compactMap { $0 } + (value.array ?? []).compactMap(\.string)
      for id in texts.compactMap(RecordID.init) { try add(id) }
    }
  }

  /// What of a kind a duty is owed for: the texts by which its records go.
  func abouts(_ kind: DutyRule.Subject, _ context: Context) -> [String] {
    let table: TableSpec? =
      switch kind {
      case .place, .organisation: nil
      case .agreement: Agreement.table
      case .scenario: Scenario.table
      case .product: Product.table
      case .resource: Resource.table
      case .call: Call.table
      case .application: Application.table
      case .release: Release.table
      case .developer: Organisation.table
      }
    switch kind {
    case .place: return [context.place]
    case .organisation: return [context.actor.organisation.rawValue]
    default:
      return ids.filter { $0.prefix == table?.prefix }.map(\.rawValue).sorted()
    }
  }

  /// Whether the request is about somebody who has operated here before.
  func isFormerOperator(_ context: Context) throws -> Bool {
    let applications = try ids.filter { $0.prefix == Application.table.prefix }
      .compactMap { try read.find(Application.self, $0) }
    let operators =
      applications.isEmpty
      ? [context.actor.organisation] : applications.map(\.applicant)
    return try operators.contains { organisation in
      try read.list(
        Agreement.self, [.equal("place", place), .equal("operator", organisation)], limit: 20
      ).contains { $0.state != .draft && $0.state != .signed }
    }
  }

  /// Whose qualification a request needs: those who apply, and the developers that it names.
  func qualifying(_ context: Context) throws -> [RecordID] {
    let applications = try ids.filter { $0.prefix == Application.table.prefix }
      .compactMap { try read.find(Application.self, $0)?.applicant }
    let named = ids.filter { $0.prefix == Organisation.table.prefix }
    let bearers = context.profile.qualification?.bearers.value ?? []
    return try Set(applications + named).sorted().filter { id in
      guard let found = try read.find(Organisation.self, id) else { return false }
      return !Set(found.capacities).isDisjoint(with: bearers)
    }
  }

  private mutating func add(_ id: RecordID) throws {
    guard ids.insert(id).inserted, ids.count < 200 else { return }
    switch id.prefix {
    case Application.table.prefix:
      if let found = try read.find(Application.self, id) { try add(found.call) }
    case Call.table.prefix:
      for chosen in try read.find(Call.self, id)?.chosen ?? [] { try add(chosen) }
    case AuthorisedEntry.table.prefix:
      if let resource = try read.find(AuthorisedEntry.self, id)?.resource { try add(resource) }
    case CaseFile.table.prefix:
      if let found = try read.find(CaseFile.self, id) { try add(found.subject) }
    case PublicNotice.table.prefix:
      if let found = try read.find(PublicNotice.self, id) { try add(found.case) }
    case Scenario.table.prefix:
      if let found = try read.find(Scenario.self, id) { try add(found.agreement) }
    case Program.table.prefix:
      if let found = try read.find(Program.self, id) { try add(found.scenario) }
    case Job.table.prefix:
      if let found = try read.find(Job.self, id) { try add(found.scenario) }
    case Grant.table.prefix:
      if let found = try read.find(Grant.self, id) {
        try add(found.scenario)
        try add(found.resource)
      }
    case Release.table.prefix:
      if let found = try read.find(Release.self, id) { try add(found.scenario) }
    case Batch.table.prefix:
      if let found = try read.find(Batch.self, id) { try add(found.resource) }
    case Product.table.prefix:
      if let found = try read.find(Product.self, id) {
        try add(found.agreement)
        try add(found.release)
      }
    case ScenarioContract.table.prefix:
      if let found = try read.find(ScenarioContract.self, id) {
        try add(found.product)
        try add(found.developer)
      }
    case Subscription.table.prefix:
      if let found = try read.find(Subscription.self, id) { try add(found.product) }
    default: break
    }
  }
}
