// SPDX-License-Identifier: Apache-2.0

/// A JSON value with fractions, members in written order.
package indirect enum Document: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([Document])
  case object([Member])

  /// One member of an object.
  package struct Member: Hashable, Sendable {
    /// The name.
    package let name: String
    /// The value.
    package let value: Document

    /// Makes a member.
    package init(_ name: String, _ value: Document) {
      self.name = name
      self.value = value
    }
  }

  /// Makes an object of the members that have a value.
  package static func members(_ pairs: [(String, Document?)]) -> Document {
    .object(pairs.compactMap { name, value in value.map { Member(name, $0) } })
  }

  /// A whole number.
  package static func int(_ value: Int) -> Document { .number(Double(value)) }

  /// A member's value, or nothing.
  package subscript(name: String) -> Document? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text, when it is one.
  package var text: String? { if case .string(let text) = self { text } else { nil } }

  /// The number, when it is one.
  package var number: Double? { if case .number(let number) = self { number } else { nil } }

  /// The elements, none when it is no array.
  package var elements: [Document] {
    if case .array(let elements) = self { elements } else { [] }
  }
}
