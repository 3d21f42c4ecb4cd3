// SPDX-License-Identifier: Apache-2.0

extension JSON: ExpressibleByNilLiteral {
  /// Makes `null` of the literal `nil`.
  package init(nilLiteral: ()) { self = .null }
}

extension JSON: ExpressibleByBooleanLiteral {
  /// Makes a truth value of a Boolean literal.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSON: ExpressibleByIntegerLiteral {
  /// Makes a whole number of an integer literal.
  package init(integerLiteral value: Int64) { self = .int(value) }
}

extension JSON: ExpressibleByStringLiteral {
  /// Makes a text of a string literal.
  package init(stringLiteral value: String) { self = .string(value) }
}

extension JSON: ExpressibleByStringInterpolation {}

extension JSON: ExpressibleByArrayLiteral {
  /// Makes a list of an array literal.
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
}

extension JSON: ExpressibleByDictionaryLiteral {
  /// Makes an object of a dictionary literal; of a name given twice the last value stays.
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
  }
}
