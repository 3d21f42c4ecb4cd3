// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// The records that the id fields of a form can refer to, as far as the actor may see them.
struct RecordChoices {
  /// The most records offered for one field.
  static let rowsMax = 200
  /// Before a field's name: what its records are searched for.
  static let findField = "_find."

  /// The choices of one field.
  struct Table: Sendable {
    /// Ids and what to show for them.
    var options: [(String, String)] = []
    /// Whether these are all.
    var isComplete = true
  }

  /// Choices by the name of the field.
  private var byField: [String: Table] = [:]

  /// Reads the choices of a form, each listing once for each search; `searches` are words by field.
  init(_ info: ActionInfo, _ visit: Visit, searches: [String: String] = [:]) async throws {
    var read: [String: Table] = [:]
    for field in info.fields.flatMap(RecordChoices.withMembers) {
      let tables = RecordChoices.tables(of: field)
      guard !tables.isEmpty, byField[field.name] == nil else { continue }
      let words = searches[field.name].flatMap { $0.isEmpty ? nil : $0 }
      var all = Table()
      var isSeen = false
      for table in tables {
        let wanted = Wanted(table: table, words: words, field: field, info: info)
        if read[wanted.key] == nil { read[wanted.key] = try await Self.read(wanted, visit) }
        guard let found = read[wanted.key] else { continue }
        isSeen = true
        all.options += tables.count == 1 ? found.options : Self.labelled(found, table, visit)
        all.isComplete = all.isComplete && found.isComplete && words == nil
      }
      if isSeen { byField[field.name] = all }
    }
  }

  /// The choices of a field; nil where the actor sees no such records.
  func table(of field: FieldInfo) -> Table? { byField[field.name] }

  private static func withMembers(_ field: FieldInfo) -> [FieldInfo] {
    [field] + (field.shape.structure?.members.flatMap(withMembers) ?? [])
  }

  private static func tables(of field: FieldInfo) -> [String] {
    if case .records(let tables) = field.offer { return tables }
    return [field.refersTo].compactMap { $0 }
  }

  /// Which records of a table a field offers.
  private struct Wanted {
    let table: String
    let words: String?
    let action: String
    /// The states in which they are offered; any where nil.
    let states: ActionStates?

    init(table: String, words: String?, field: FieldInfo, info: ActionInfo) {
      self.table = table
      self.words = words
      action = info.name
      if case .recordsIn(let state) = field.offer {
        states = ActionStates(member: "state", all: [state], known: [state])
      } else {
        states = table == info.on && field.refersTo == table ? info.states : nil
      }
    }

    var key: String { "\(table) \(states?.all.sorted() ?? ["*"]) \(words ?? "")" }
  }

  /// The records of a table that can be chosen: of the record acted upon, those in a state that
  /// lets it be done; of cases, those that have come to a step of the action.
  private static func read(_ wanted: Wanted, _ visit: Visit) async throws -> Table? {
    guard let actor = visit.context.actor,
      let listing = visit.console.listing(of: wanted.table, for: actor)
    else { return nil }
    let shown = Set(listing.columns.map(\.name)).subtracting(listing.hidden(from: actor))
    let states = wanted.states.flatMap { shown.contains($0.member) ? $0 : nil }
    var filters: [Condition] = []
    if let states, states.all.count == 1, let state = states.all.first,
      listing.queryable(by: actor).contains(where: { $0.name == states.member })
    {
      filters = [.equal(states.member, state)]
    }
    let page = try await visit.console.platform.page(
      listing, for: actor,
      ListingRequest(
        filters: filters, search: wanted.words, limit: Self.rowsMax, isCounted: false))
    let names = try await RecordLookup(visit, in: page.items.map { told(of: $0, listing) }).names
    let options = page.items.compactMap { record -> (String, String)? in
      guard let id = record["id"]?.string, states?.allows(record) ?? true else { return nil }
      if wanted.table == CaseFile.table.name,
        CaseSteps(record, visit)?.allows(wanted.action, actor) == false
      {
        return nil
      }
      return (id, RecordChoices.label(record, id, listing, visit, names))
    }
    return Table(options: options.sorted { $0.1 < $1.1 }, isComplete: page.next == nil)
  }

  /// With the kind of record before the name, where there are several kinds.
  private static func labelled(
    _ table: Table, _ name: String, _ visit: Visit
  ) -> [(String, String)] {
    guard let listing = visit.console.listing(of: name, for: visit.context.actor) else { return [] }
    return table.options.map { ($0.0, "\(visit.say(listing.label)) · \($0.1)") }
  }

  /// What a record is of, by which its short name can be told from others: of a grant the resource
  /// and the scenario.
  private static func told(of record: JSON, _ listing: Listing) -> JSON {
    let members = listing.columns.map(\.name)
    guard members.contains("tableName") else { return [] }
    return .array(
      ["resource", "scenario"].filter(members.contains).compactMap { record[$0] })
  }

  /// The name with the state, and the end of the id so that equal names can be told apart.
  private static func label(
    _ record: JSON, _ id: String, _ listing: Listing, _ visit: Visit, _ names: [RecordID: String]
  ) -> String {
    let hidden = listing.hidden(from: visit.context.actor)
    var parts: [String] = []
    parts.append(RecordNames.title(of: record, in: listing, visit))
    let told = told(of: record, listing).array ?? []
    parts += told.compactMap { $0.string.flatMap(RecordID.init) }.compactMap { names[$0] }
    if !hidden.contains("state"), let state = record["state"]?.string {
      parts.append(
        visit.valueText.text(state, of: [listing.table.name, "state"], in: record))
    }
    let end = "…\(id.suffix(4))"
    if !parts[0].hasSuffix(end) { parts.append(end) }
    return parts.joined(separator: " · ")
  }
}
