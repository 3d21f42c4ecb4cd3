// SPDX-License-Identifier: Apache-2.0

/// Parts of addresses, percent-encoded (RFC 3986).
enum URLText {
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// A path segment or a query's name or value.
  static func encode(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: result.append(byte)
      default: result += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A path with a query; without `?` when there is nothing to ask.
  static func path(_ path: String, _ query: [(String, String)]) -> String {
    let parts = query.map { "\(encode($0.0))=\(encode($0.1))" }
    return parts.isEmpty ? path : "\(path)?\(parts.joined(separator: "&"))"
  }

  /// A path of this site to go on to, or nil for anything that leads elsewhere.
  static func local(_ path: String?) -> String? {
    guard let path, path.utf8.count <= 2_000, path.hasPrefix("/"), !path.hasPrefix("//"),
      path.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
    else { return nil }
    return path
  }
}
