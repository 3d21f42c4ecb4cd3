// SPDX-License-Identifier: Apache-2.0

/// The name of a place in code: that of the place whose rules apply, such as `quzhou`, or below it
/// that of a lower authority, such as `quzhou-330802`.
///
/// A lower authority's name is that of the authority above it, a hyphen, and its division code. The
/// name of a place with rules of its own has no hyphen, so that each name says whose rules apply.
package enum PlaceKey {
  private static let separator: Character = "-"

  /// The place whose rules apply.
  package static func root(of place: String) -> String {
    String(place.prefix { $0 != separator })
  }

  /// The name of the authority of a division below a place.
  package static func below(_ place: String, _ division: DivisionCode) -> String {
    "\(place)\(separator)\(division.rawValue)"
  }

  /// The place one level up; nil for a place with rules of its own.
  package static func above(_ place: String) -> String? {
    place.lastIndex(of: separator).map { String(place[..<$0]) }
  }

  /// Whether a place lies below another, at whatever level.
  package static func isBelow(_ place: String, _ other: String) -> Bool {
    place.hasPrefix(other) && place.dropFirst(other.count).first == separator
  }

  /// Whether a place is another or lies below it.
  package static func isWithin(_ place: String, _ other: String) -> Bool {
    place == other || isBelow(place, other)
  }

  /// The place itself and those above it, the nearest first.
  package static func upwards(from place: String) -> [String] {
    var found = [place]
    while let last = found.last, let next = above(last) { found.append(next) }
    return found
  }
}
