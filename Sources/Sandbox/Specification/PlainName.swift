// SPDX-License-Identifier: Apache-2.0
/// A file name that means nothing to a shell, a path or a terminal.
package struct PlainName: Sendable, Hashable {
  /// The name.
  package let text: String

  /// Accepts one to 64 bytes of `A-Z a-z 0-9 . _ -` that do not start with a dot or a dash.
  package init?(_ bytes: [UInt8]) {
    guard (1...64).contains(bytes.count), let first = bytes.first else { return nil }
    guard first != UInt8(ascii: "."), first != UInt8(ascii: "-") else { return nil }
    guard bytes.allSatisfy(PlainName.isAllowed) else { return nil }
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// Accepts such a name as text.
  package init?(_ text: String) {
    self.init(Array(text.utf8))
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default:
      byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
  }
}
