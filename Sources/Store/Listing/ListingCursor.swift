// SPDX-License-Identifier: Apache-2.0
import Core
import GRDB
import Platform

/// Where a page ended: the sort value and the id of its last row, opaque to callers.
enum ListingCursor {
  /// Makes a cursor.
  static func encode(_ sort: DatabaseValue, _ id: String) -> String {
    let value: JSON =
      switch sort.storage {
      case .int64(let number): .int(number)
      case .string(let text): .string(text)
      case .null, .double, .blob: .null
      }
    return Base64.encode(JSON.array([value, .string(id)]).canonical())
      .replacing("+", with: "-").replacing("/", with: "_")
  }

  /// Reads a cursor.
  static func decode(_ text: String) throws -> (sort: JSON, id: String) {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    guard text.utf8.count <= 8_192, let bytes = Base64.decode(plain) else {
      throw ListingProblem.badCursor
    }
    let parts: [JSON]?
    do { parts = try JSON.parse(bytes).array } catch { throw ListingProblem.badCursor }
    guard let parts, parts.count == 2, let id = parts[1].string else {
      throw ListingProblem.badCursor
    }
    return (parts[0], id)
  }
}
