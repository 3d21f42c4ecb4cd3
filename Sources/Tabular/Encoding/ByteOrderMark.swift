// SPDX-License-Identifier: Apache-2.0

/// The mark at the beginning of a file that names its encoding.
package struct ByteOrderMark: Hashable, Sendable {
  /// The encoding the mark names.
  package let encoding: TextEncoding
  /// The number of bytes the mark takes.
  package let byteCount: Int

  /// Finds a mark in the first bytes of a file, or returns nil.
  package init?(_ bytes: Span<UInt8>) {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      self.init(encoding: .utf8, byteCount: 3)
    } else if bytes.count >= 4, bytes[0] == 0x84, bytes[1] == 0x31, bytes[2] == 0x95,
      bytes[3] == 0x33
    {
      self.init(encoding: .gb18030, byteCount: 4)
    } else if bytes.count >= 2, bytes[0] == 0xFF, bytes[1] == 0xFE {
      self.init(encoding: .utf16le, byteCount: 2)
    } else if bytes.count >= 2, bytes[0] == 0xFE, bytes[1] == 0xFF {
      self.init(encoding: .utf16be, byteCount: 2)
    } else {
      return nil
    }
  }

  private init(encoding: TextEncoding, byteCount: Int) {
    self.encoding = encoding
    self.byteCount = byteCount
  }
}
