// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The guides of a form's fields: from the place's rules, and from the records that it names.
struct FormGuides: Sendable {
  /// Guides by the field's path, without the numbers of rows.
  let byPath: [String: FieldGuide]
  /// Whether the form waits for a record to be chosen before it can show the rest.
  let waitsFor: String?

  /// Reads what the form of an action needs.
  init(_ info: ActionInfo, _ visit: Visit, _ input: FormInput) async throws {
    let records = try await FormRecords(info, visit, input)
    let maker = GuideMaker(info: info, visit: visit, records: records, input: input)
    var byPath: [String: FieldGuide] = [:]
    maker.collect(info.fields, at: "", into: &byPath)
    self.byPath = byPath
    let source = info.fields.first { field in
      field.refersTo.map {
        ["case", "call", "application", "agreement", "notice", "resource"].contains($0)
      } == true
    }
    let asks = info.fields.contains { field in
      switch field.offer {
      case .step, .record: true
      case .rules, .records, .recordsIn, .typed, nil: false
      }
    }
    waitsFor = asks && source != nil && !records.isFound ? source?.name : nil
  }

  /// The guide of a path such as `materials.0.digest`.
  subscript(path: String) -> FieldGuide? {
    let parts = path.split(separator: ".").filter { !$0.allSatisfy(\.isNumber) }
    return byPath[parts.joined(separator: ".")]
  }
}

/// The records that a form's ids lead to, as far as the actor sees them.
struct FormRecords: Sendable {
  /// By table: `case`, `call`, `application`, `agreement`, `notice`, `resource`.
  private(set) var byTable: [String: JSON] = [:]
  /// The applications to the call.
  private(set) var applications: [JSON] = []
  /// The words of the objections to the notice.
  private(set) var objections: [JSON] = []
  /// What records are called that these name.
  private(set) var names: [RecordID: String] = [:]

  /// Whether any record was found.
  var isFound: Bool { !byTable.isEmpty }

  /// Follows the ids that were filled in.
  init(_ info: ActionInfo, _ visit: Visit, _ input: FormInput) async throws {
    for field in info.fields {
      guard let table = field.refersTo, let text = input.texts[field.name] else { continue }
      try await look(table, text, visit)
    }
    for (table, member, target) in [
      ("application", "call", "call"), ("agreement", "case", "case"), ("call", "case", "case"),
      ("notice", "call", "call"), ("case", "subject", "call"),
    ] where byTable[target] == nil {
      guard let text = byTable[table]?[member]?.string else { continue }
      try await look(target, text, visit)
    }
    applications = try await all("application", of: "call", visit)
    if info.fields.contains(where: { $0.offer == .record(.objections) }) {
      objections = try await all("objection", of: "notice", visit)
    }
    let ids = byTable["call"]?["scopeEntries"] ?? .array([])
    let applicants = applications.compactMap { $0["applicant"] }
    names = try await RecordLookup(visit, in: [ids] + applicants).names
  }

  /// The records of a table that name one that was found.
  private func all(_ table: String, of member: String, _ visit: Visit) async throws -> [JSON] {
    guard let id = byTable[member]?["id"]?.string,
      let listing = visit.console.listing(of: table, for: visit.context.actor),
      listing.queryable(by: visit.context.actor).contains(where: { $0.name == member })
    else { return [] }
    return try await visit.console.platform.page(
      listing, for: visit.context.actor,
      ListingRequest(filters: [.equal(member, id)], limit: 200, isCounted: false)
    ).items
  }

  private mutating func look(_ table: String, _ text: String, _ visit: Visit) async throws {
    guard let id = RecordID(text),
      let listing = visit.console.listing(
        of: table, for: visit.context.actor), listing.table.prefix == id.prefix
    else { return }
    byTable[table] = try await visit.console.platform.record(
      listing, for: visit.context.actor, id: id)
  }
}
