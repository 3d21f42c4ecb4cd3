// SPDX-License-Identifier: Apache-2.0

/// A JSON value whose numbers are integers only.
///
/// Evidence, profiles and the machine interface hold no floating point numbers: amounts are
/// integers in a named unit and decimals are strings, so that every value has exactly one
/// canonical form. Integers beyond ±(2^53 − 1) are kept exactly here, but other tools of
/// RFC 8785 may read them as rounded numbers; do not put such values into evidence.
///
/// Strings compare as Swift strings do: two spellings that are canonically equivalent in Unicode
/// are one key, and the parser refuses an object that holds both.
package enum JSON: Hashable, Sendable {
  /// The literal `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case int(Int64)
  /// A text.
  case string(String)
  /// An ordered list.
  case array([JSON])
  /// Members by name; their order has no meaning.
  case object([String: JSON])
}

extension JSON {
  /// The member of an object, or nil when there is none or the value is not an object.
  package subscript(_ key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// The element of an array, or nil when out of range or the value is not an array.
  package subscript(_ index: Int) -> JSON? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The text, or nil when the value is not a string.
  package var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// The whole number, or nil when the value is not a number.
  package var int: Int64? {
    guard case .int(let value) = self else { return nil }
    return value
  }

  /// The truth value, or nil when the value is neither `true` nor `false`.
  package var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The elements, or nil when the value is not an array.
  package var array: [JSON]? {
    guard case .array(let value) = self else { return nil }
    return value
  }

  /// The members, or nil when the value is not an object.
  package var object: [String: JSON]? {
    guard case .object(let value) = self else { return nil }
    return value
  }

  /// Whether the value is the literal `null`.
  package var isNull: Bool { self == .null }
}
