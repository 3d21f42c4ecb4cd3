// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A moment of universal time in a form's field, such as `2026-11-21T03:00:00.000Z`.
package struct InstantText: FieldValue, Codable, Hashable {
  /// The moment.
  package let instant: Instant

  /// Takes a moment.
  package init(_ instant: Instant) {
    self.instant = instant
  }

  /// Decodes a plain string.
  package init(from decoder: any Decoder) throws {
    instant = try Instant(from: decoder)
  }

  /// Encodes a plain string.
  package func encode(to encoder: any Encoder) throws {
    try instant.encode(to: encoder)
  }

  /// A text.
  package static var shape: FieldShape { .text }

  /// Reads a moment.
  package static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem> {
    guard let json, json != .null, json.string != "" else { return .failure(.missing) }
    guard let instant = json.string.flatMap({ Instant($0) }) else {
      return .failure(
        .type(
          LocalText(
            zh: "世界时，如 2026-11-21T03:00:00.000Z",
            en: "a moment like 2026-11-21T03:00:00.000Z")))
    }
    return .success(InstantText(instant))
  }
}
