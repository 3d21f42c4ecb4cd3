// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The filters of a list: choices for coded columns, as seen in the records; text for others.
struct ListFilters {
  /// How many records are looked at for choices.
  static let sampleRows = 200
  /// The most choices offered of codes.
  static let choicesMax = 20
  /// The most choices offered of records by their names.
  static let namesMax = 60

  /// The request.
  let visit: Visit
  /// The list.
  let listing: Listing
  /// The filters given.
  let query: ListQuery
  /// Records in which to look for choices.
  let sample: [JSON]
  /// What the records are called whose ids stand in the sample.
  let names: [RecordID: String]

  /// The filters' models; the place is always the actor's own and is no filter.
  var model: JSON {
    let hidden = listing.hidden(from: visit.context.actor)
    let columns = listing.table.columns.filter { column in
      column.name != "place" && !hidden.contains(column.name)
        && listing.columns.contains { $0.name == column.name }
    }
    return .array(columns.flatMap { $0.name == Self.period ? days($0) : [filter($0)] })
  }

  /// The column of days by which a list is cut to a period.
  private static let period = "occurredOn"

  /// The first and the last day of a period, in the place of one day.
  private func days(_ column: Column) -> [JSON] {
    let label = visit.console.words.label(of: column.name, in: listing)
    let ends = [
      ("ge", LocalText(zh: "\(label.zh)（起）", en: "\(label.en), from")),
      ("le", LocalText(zh: "\(label.zh)（止）", en: "\(label.en), until")),
    ]
    return ends.map { end, words in
      let name = "\(column.name).\(end)"
      return .object([
        "name": .string(name), "label": .string(visit.say(words)),
        "value": .string(query.filters[name] ?? ""), "isChoice": false, "isNumber": false,
        "isDay": true, "choices": .array([]),
      ])
    }
  }

  private func filter(_ column: Column) -> JSON {
    let value = query.filters[column.name] ?? ""
    let choices = choices(of: column, given: value)
    return .object([
      "name": .string(column.name),
      "label": .string(visit.say(visit.console.words.label(of: column.name, in: listing))),
      "value": .string(value), "isChoice": .bool(!choices.isEmpty),
      "isNumber": .bool(column.kind == .integer), "isDay": false, "choices": .array(choices),
    ])
  }

  private func choices(of column: Column, given: String) -> [JSON] {
    var seen: Set<String> = []
    for record in sample {
      switch record[column.name] {
      case .string(let text): seen.insert(text)
      case .bool(let value): seen.insert(value ? "true" : "false")
      case nil, .null: continue
      case .int, .array, .object: return []
      }
      guard seen.count <= Self.namesMax else { return [] }
    }
    let ids = seen.compactMap(RecordID.init)
    if !ids.isEmpty, ids.count == seen.count { return records(ids, given) }
    guard seen.count <= Self.choicesMax else { return [] }
    let isCoded = !seen.isEmpty && seen.allSatisfy { isCode($0) }
    guard isCoded else { return [] }
    if !given.isEmpty { seen.insert(given) }
    return seen.sorted().map { value in
      .object([
        "value": .string(value), "label": .string(words(value, of: column.name)),
        "isChosen": .bool(value == given),
      ])
    }
  }

  /// Records by their names; none where a name was typed, which the field then shows.
  private func records(_ seen: [RecordID], _ given: String) -> [JSON] {
    guard given.isEmpty || RecordID(given) != nil else { return [] }
    let ids = Set(seen + [RecordID(given)].compactMap { $0 })
    let named = ids.map { (id: $0, name: names[$0] ?? visit.valueText.unnamed($0)) }
    return named.sorted { ($0.name, $0.id.rawValue) < ($1.name, $1.id.rawValue) }.map { id, name in
      .object([
        "value": .string(id.rawValue), "label": .string(String(name.prefix(80))),
        "isChosen": .bool(id.rawValue == given),
      ])
    }
  }

  private func isCode(_ value: String) -> Bool {
    value == "true" || value == "false"
      || visit.console.words.word(for: value, in: nil, place: visit.context.actor?.place) != nil
  }

  private func words(_ value: String, of column: String) -> String {
    switch value {
    case "true": visit.valueText.yesNo(true)
    case "false": visit.valueText.yesNo(false)
    default: visit.valueText.text(value, of: [listing.table.name, column], in: nil)
    }
  }
}
