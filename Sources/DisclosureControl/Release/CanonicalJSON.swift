// SPDX-License-Identifier: Apache-2.0

/// Writes the few JSON forms a cube needs, without white space and with one way to write each
/// (the string form of RFC 8785).
struct CanonicalJSON {
  private(set) var bytes: [UInt8] = []

  mutating func raw(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  mutating func string(_ text: String) {
    raw("\"")
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": raw("\\\"")
      case "\\": raw("\\\\")
      case "\u{08}": raw("\\b")
      case "\u{09}": raw("\\t")
      case "\u{0A}": raw("\\n")
      case "\u{0C}": raw("\\f")
      case "\u{0D}": raw("\\r")
      case "\u{00}"..."\u{1F}":
        let hex = String(scalar.value, radix: 16)
        raw("\\u" + String(repeating: "0", count: 4 - hex.count) + hex)
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    raw("\"")
  }

  mutating func array<Element>(
    _ elements: some Sequence<Element>, _ write: (inout CanonicalJSON, Element) -> Void
  ) {
    raw("[")
    var first = true
    for element in elements {
      if !first { raw(",") }
      first = false
      write(&self, element)
    }
    raw("]")
  }
}
