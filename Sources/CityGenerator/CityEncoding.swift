// SPDX-License-Identifier: Apache-2.0

/// The character encoding of a generated file.
package enum CityEncoding: String, CaseIterable, Hashable, Sendable {
  /// UTF-8 without a byte order mark.
  case utf8 = "UTF-8"
  /// GB 18030, with four-byte characters in some names.
  case gb18030 = "GB18030"
}
