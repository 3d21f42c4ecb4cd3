// SPDX-License-Identifier: Apache-2.0
import Core
import HTTPTypes
import Platform
import Regulation

/// The query of a list page: `q`, `sort`, `cursor`, and filters by column.
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
    guard let column = table.columns.first(where: { $0.name == name }) else {
      throw ListingProblem.unknownColumn(name)
    }
    switch column.kind {
    case .text: return Condition(name, .equal, .string(text))
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
}
