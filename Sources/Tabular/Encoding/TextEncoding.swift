// SPDX-License-Identifier: Apache-2.0

/// The encodings a delivered text file may have.
package enum TextEncoding: String, Codable, Hashable, Sendable, CaseIterable {
  /// UTF-8 (RFC 3629), with or without a byte order mark.
  case utf8
  /// GB 18030, of which GBK and GB 2312 are parts.
  case gb18030
  /// UTF-16, least significant byte first (RFC 2781).
  case utf16le
  /// UTF-16, most significant byte first (RFC 2781).
  case utf16be
}
