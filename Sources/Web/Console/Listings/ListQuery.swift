// SPDX-License-Identifier: Apache-2.0
import Core
import HTTPTypes
import Platform
import Regulation

/// The query of a list page: `q`, `sort`, `cursor`, and filters by column; a column of days may be
/// bounded by `column.ge` and `column.le`, so that a period is shown and exported.
struct ListQuery {
  /// Rows of one page.
  static let pageRows = 50

  /// What is asked of the listing.
  let request: ListingRequest
  /// The filters as they were given, by column.
  let filters: [String: String]

  /// Reads the query; blank filters are none.
  init(_ form: FormBody, _ listing: Listing) throws {
    var asked = ListingRequest(limit: Self.pageRows, alsoPublic: true)
    var given: [String: String] = [:]
    for name in form.names {
      let text = String((form[name] ?? "").prefix(200))
      guard !text.isEmpty else { continue }
      switch name {
      case "q": asked.search = text
      case "cursor": asked.cursor = form[name]
      case "sort":
        asked.descending = text.hasPrefix("-")
        asked.sort = asked.descending ? String(text.dropFirst()) : text
      case "lang", "export": break
      default:
        asked.filters.append(try Self.condition(name, text, listing.table))
        given[name] = text
      }
    }
    asked.order(of: listing)
    request = asked
    filters = given
  }

  /// The query again as pairs, without the cursor, with another sort or cursor where given.
  func pairs(sort: String? = nil, cursor: String? = nil) -> [(String, String)] {
    var pairs = filters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    if let search = request.search { pairs.append(("q", search)) }
    if let sort = sort ?? self.sort { pairs.append(("sort", sort)) }
    if let cursor { pairs.append(("cursor", cursor)) }
    return pairs
  }

  /// The sort as it stands in a query.
  var sort: String? {
    request.sort.map { (request.descending ? "-" : "") + $0 }
  }

  private static func condition(
    _ name: String, _ text: String, _ table: TableSpec
  ) throws -> Condition {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let test = parts.count == 2 ? bounds[parts[1]] : .equal
    guard let test, let column = table.columns.first(where: { $0.name == parts.first }) else {
      throw ListingProblem.unknownColumn(name)
    }
    if test != .equal, Day(text) == nil {
      throw Problem(
        .badRequest, "filter.type", zh: "筛选值应为日期，如 2026-11-21",
        en: "the filter's value must be a day such as 2026-11-21", field: name)
    }
    switch column.kind {
    case .text: return Condition(column.name, test, .string(text))
    case .integer:
      let number: Int64? = text == "true" ? 1 : text == "false" ? 0 : Int64(text)
      guard let number else {
        throw Problem(
          .badRequest, "filter.type", zh: "筛选值应为整数",
          en: "the filter's value must be a whole number", field: name)
      }
      return Condition(name, .equal, .int(number))
    }
  }

  /// The first and the last day of a period.
  private static let bounds: [String: Condition.Test] = ["ge": .greaterOrEqual, "le": .lessOrEqual]
}
