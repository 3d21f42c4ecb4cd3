// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform

/// The query of a collection: `limit`, `cursor`, `sort`, `q`, `fields`, and filters by column.
///
/// A filter is `column=value` or `column.ge=value` (`ne`, `lt`, `le`, `gt`, `ge`); a sort is
/// `sort=column` or `sort=-column`.
struct ListingParameters {
  /// What is asked of the listing.
  let request: ListingRequest
  /// Members wanted; all when nil.
  private let fields: Set<String>?

  private static let tests: [Substring: Condition.Test] = [
    "ne": .notEqual, "lt": .less, "le": .lessOrEqual, "gt": .greater, "ge": .greaterOrEqual,
  ]

  /// What has one value; a filter may be given again, and then all of them hold.
  private static let single: Set<String> = ["limit", "cursor", "q", "sort", "fields", "lang"]

  /// Reads the query.
  init(_ request: Request, _ listing: Listing) throws {
    var asked = ListingRequest(alsoPublic: true)
    var fields: Set<String>?
    var given: Set<String> = []
    for (key, value) in request.uri.queryParameters {
      let text = String(value)
      guard !Self.single.contains(String(key)) || given.insert(String(key)).inserted else {
        throw Problem(
          .badRequest, "listing.repeated", zh: "\(key) 只能写一次",
          en: "\(key) can be given once only", field: String(key))
      }
      switch key {
      case "limit": asked.limit = try Self.limit(text)
      case "cursor": asked.cursor = text
      case "q": asked.search = String(text.prefix(200))
      case "sort":
        asked.descending = text.hasPrefix("-")
        asked.sort = asked.descending ? String(text.dropFirst()) : text
      case "fields": fields = try Self.fields(text, listing)
      case "lang": break
      default: asked.filters.append(try Self.filter(String(key), text, listing.table))
      }
    }
    asked.order(of: listing)
    self.request = asked
    self.fields = fields
  }

  /// Keeps the wanted members.
  func project(_ record: JSON) -> JSON {
    guard let fields, let members = record.object else { return record }
    return .object(members.filter { fields.contains($0.key) })
  }

  private static func limit(_ text: String) throws -> Int {
    guard let limit = Int(text), (1...ListingRequest.limitMax).contains(limit) else {
      throw Problem(
        .badRequest, "listing.limit", zh: "limit 应为 1 至 \(ListingRequest.limitMax) 的整数",
        en: "limit must be a whole number from 1 to \(ListingRequest.limitMax)", field: "limit")
    }
    return limit
  }

  private static func fields(_ text: String, _ listing: Listing) throws -> Set<String> {
    let wanted = Set(text.split(separator: ",").map(String.init))
    let known = Set(listing.columns.map(\.name) + ["id", "place"])
    if let unknown = wanted.subtracting(known).sorted().first {
      throw Problem(
        .badRequest, "listing.fields", zh: "没有这一项：\(unknown.prefix(64))",
        en: "there is no member \(unknown.prefix(64))", field: "fields")
    }
    return wanted.union(["id"])
  }

  private static func filter(
    _ key: String, _ text: String, _ table: TableSpec
  ) throws -> Condition {
    let parts = key.split(separator: ".", maxSplits: 1)
    let name = parts.first.map(String.init) ?? ""
    let test = parts.count == 2 ? tests[parts[1]] : .equal
    guard let test, let column = table.columns.first(where: { $0.name == name }) else {
      throw ListingProblem.unknownColumn(key)
    }
    switch column.kind {
    case .text: return Condition(name, test, .string(text))
    case .integer:
      let number: Int64? = text == "true" ? 1 : text == "false" ? 0 : Int64(text)
      guard let number else {
        throw Problem(
          .badRequest, "filter.type", zh: "筛选值应为整数",
          en: "the filter's value must be a whole number",
          field: name)
      }
      return Condition(name, test, .int(number))
    }
  }
}
