// SPDX-License-Identifier: Apache-2.0

/// The identifier of an object in the vault: 1 to 64 of `A-Z`, `0-9` and `-`.
///
/// It becomes a file name, so nothing else is accepted.
package struct VaultID: Hashable, Sendable, CustomStringConvertible {
  /// The identifier as text.
  package let rawValue: String

  /// Accepts a text of the right form; throws `invalidIdentifier` for any other.
  package init(_ text: String) throws(VaultError) {
    let allowed = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard allowed, (1...64).contains(text.utf8.count) else { throw .invalidIdentifier }
    rawValue = text
  }

  /// The identifier as text.
  package var description: String { rawValue }
}

extension VaultID: Codable {
  /// Reads a plain string and checks its form.
  package init(from decoder: any Decoder) throws {
    self = try VaultID(decoder.singleValueContainer().decode(String.self))
  }

  /// Writes a plain string.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
