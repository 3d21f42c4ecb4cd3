// SPDX-License-Identifier: Apache-2.0

/// Guesses an encoding from a sample; only ever a hint in an error, never acted upon.
package enum EncodingSniffer {
  /// Returns what the bytes look like, or nil when nothing fits.
  ///
  /// A sample may end in the middle of a sequence; its last three bytes are forgiven.
  package static func hint(_ sample: Span<UInt8>) -> TextEncoding? {
    if let mark = ByteOrderMark(sample) { return mark.encoding }
    if let wide = wideHint(sample) { return wide }
    guard let invalid = UTF8Check.firstInvalid(in: sample), invalid < sample.count - 3 else {
      return .utf8
    }
    return isGB18030(sample) ? .gb18030 : nil
  }

  /// Recognises UTF-16 of mostly Latin text by its zero bytes.
  private static func wideHint(_ sample: Span<UInt8>) -> TextEncoding? {
    var even = 0
    var odd = 0
    for index in 0..<sample.count where sample[index] == 0 {
      if index % 2 == 0 { even += 1 } else { odd += 1 }
    }
    if odd > 4, odd > 8 * even { return .utf16le }
    if even > 4, even > 8 * odd { return .utf16be }
    return nil
  }

  /// Says whether the bytes have the shape of GB 18030 one-, two- and four-byte sequences.
  private static func isGB18030(_ sample: Span<UInt8>) -> Bool {
    var index = 0
    while index < sample.count {
      let lead = sample[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      guard lead != 0x80, lead != 0xFF else { return false }
      guard index + 1 < sample.count else { return true }
      switch sample[index + 1] {
      case 0x40...0x7E, 0x80...0xFE: index += 2
      case 0x30...0x39:
        guard index + 3 < sample.count else { return true }
        guard (0x81...0xFE).contains(sample[index + 2]),
          (0x30...0x39).contains(sample[index + 3])
        else { return false }
        index += 4
      default: return false
      }
    }
    return true
  }
}
