// SPDX-License-Identifier: Apache-2.0
import Mustache

/// Escapes text for HTML, scalar by scalar.
///
/// The template library's own escaping goes by characters and so lets a quotation mark pass that a
/// combining mark follows; this one does not. It also drops control characters that HTML forbids.
struct HTMLContent: MustacheContentType {
  /// The name that each template gives in its first tag.
  static let name = "PAGE"

  /// Escapes the five characters that have a meaning in elements and quoted attributes.
  func escapeText(_ text: String) -> String {
    var escaped: [UInt8] = []
    escaped.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"): escaped += Array("&lt;".utf8)
      case UInt8(ascii: ">"): escaped += Array("&gt;".utf8)
      case UInt8(ascii: "&"): escaped += Array("&amp;".utf8)
      case UInt8(ascii: "\""): escaped += Array("&quot;".utf8)
      case UInt8(ascii: "'"): escaped += Array("&#39;".utf8)
      case 0x09, 0x0A, 0x0D: escaped.append(byte)
      case 0..<0x20, 0x7F: continue
      default: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}
