// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The records on which a decision about an application or an agreement rests, as links on its
/// page: every evaluation of the operator before it goes on or ends (EZ-02.15-e, SC-27-b).
struct WeighedRecords {
  /// So many agreements of one operator, and records of each, are looked at.
  static let most = 100

  private let visit: Visit
  private let actor: Actor

  /// Looks as somebody who is signed in.
  init(_ visit: Visit, for actor: Actor) {
    self.visit = visit
    self.actor = actor
  }

  /// The links, the oldest record first; none for records of other kinds, where the rules weigh
  /// nothing, and for those who do not read the records.
  func links(of record: JSON, in listing: Listing) async throws -> [JSON] {
    let duties = duties(weighedFor: listing.table.name)
    let platform = visit.console.platform
    guard !duties.isEmpty, let done = platform.registry.listings["duty-records"],
      done.scope(of: actor) != nil
    else { return [] }
    var rows: [JSON] = []
    for agreement in try await agreements(of: record, in: listing) {
      for duty in duties {
        let request = ListingRequest(
          filters: [.equal("duty", duty), .equal("about", agreement)], limit: Self.most,
          isCounted: false)
        rows += try await platform.page(done, for: actor, request).items
      }
    }
    return rows.sorted { day(of: $0) < day(of: $1) }.map { link(to: $0, in: done) }
  }

  /// The duties whose records are weighed at a decision about a record of a table.
  private func duties(weighedFor table: String) -> [String] {
    let kind: DutyRule.Subject
    switch table {
    case Application.table.name: kind = .application
    case Agreement.table.name: kind = .agreement
    default: return []
    }
    let rules = visit.console.platform.profiles.ruling(actor.place)?.duties ?? []
    return Set(rules.filter { $0.subject == kind }.flatMap(\.links).map(\.duty)).sorted()
  }

  /// The agreement itself, or all that the applicant had.
  private func agreements(of record: JSON, in listing: Listing) async throws -> [String] {
    guard listing.table.name == Application.table.name else {
      return [record["id"]?.string].compactMap(\.self)
    }
    guard let applicant = record["applicant"]?.string,
      let agreements = visit.console.platform.registry.listings["agreements"],
      agreements.scope(of: actor) != nil
    else { return [] }
    let request = ListingRequest(
      filters: [.equal("operator", applicant)], limit: Self.most, isCounted: false)
    return try await visit.console.platform.page(agreements, for: actor, request).items
      .compactMap { $0["id"]?.string }
  }

  private func day(of row: JSON) -> String { row["occurredOn"]?.string ?? "" }

  private func link(to row: JSON, in listing: Listing) -> JSON {
    let id = row["id"]?.string ?? ""
    let title = row["title"]?.string ?? ""
    let label = LocalText(
      zh: "历次评估：\(title)（\(day(of: row))，\(id)）",
      en: "Evaluation: \(title) (\(day(of: row)), \(id))")
    return .object([
      "href": .string("/console/\(listing.plural)/\(id)"), "label": .string(visit.say(label)),
    ])
  }
}
