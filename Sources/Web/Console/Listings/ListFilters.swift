// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The filters of a list: choices for coded columns, as seen in the records; text for others.
struct ListFilters {
  /// How many records are looked at for choices.
  static let sampleRows = 200
  /// The most choices offered.
  static let choicesMax = 20

  /// The request.
  let visit: Visit
  /// The list.
  let listing: Listing
  /// The filters given.
  let query: ListQuery
  /// Records in which to look for choices.
  let sample: [JSON]

  /// The filters' models; the place is always the actor's own and is no filter.
  var model: JSON {
    let hidden = listing.hidden(from: visit.context.actor)
    let columns = listing.table.columns.filter { column in
      column.name != "place" && !hidden.contains(column.name)
        && listing.columns.contains { $0.name == column.name }
    }
    return .array(columns.map(filter))
  }

  private func filter(_ column: Column) -> JSON {
    let value = query.filters[column.name] ?? ""
    let choices = choices(of: column, given: value)
    return .object([
      "name": .string(column.name),
      "label": .string(visit.say(visit.console.words.label(of: column.name, in: listing))),
      "value": .string(value), "isChoice": .bool(!choices.isEmpty),
      "isNumber": .bool(column.kind == .integer), "choices": .array(choices),
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
      guard seen.count <= Self.choicesMax else { return [] }
    }
    let isCoded = !seen.isEmpty && seen.allSatisfy { isCode($0) }
    guard isCoded else { return [] }
    if !given.isEmpty { seen.insert(given) }
    return seen.sorted().map { value in
      .object([
        "value": .string(value), "label": .string(words(value)), "isChosen": .bool(value == given),
      ])
    }
  }

  private func isCode(_ value: String) -> Bool {
    value == "true" || value == "false"
      || visit.console.words.word(for: value, in: nil, place: visit.context.actor?.place) != nil
  }

  private func words(_ value: String) -> String {
    switch value {
    case "true": visit.valueText.yesNo(true)
    case "false": visit.valueText.yesNo(false)
    default: visit.valueText.text(value, in: nil)
    }
  }
}
