// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Turns UTF-8 into GB18030 through the system's iconv.
///
/// The only unsafe code of the target: iconv takes pointers. Both buffers live for the one call,
/// and iconv is told the length of each.
@safe final class GB18030Encoder {
  private let descriptor: iconv_t

  init() throws(CityError) {
    // iconv_open returns (iconv_t)-1 for an unknown encoding.
    guard let opened = unsafe iconv_open("GB18030", "UTF-8"),
      Int(bitPattern: opened) != -1
    else {
      throw .encodingUnavailable(.gb18030)
    }
    unsafe descriptor = opened
  }

  deinit { unsafe _ = iconv_close(descriptor) }

  /// The text in GB18030; the bytes are whole characters of UTF-8.
  func encode(_ utf8: [UInt8]) throws(CityError) -> [UInt8] {
    var input = utf8.map(CChar.init(bitPattern:))
    // No character takes more than two bytes of GB18030 for one of UTF-8.
    var output = [CChar](repeating: 0, count: utf8.count * 2 + 4)
    let capacity = output.count
    var inputLeft = input.count
    var outputLeft = capacity
    let result = unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        return unsafe iconv(descriptor, &from, &inputLeft, &to, &outputLeft)
      }
    }
    guard result >= 0, inputLeft == 0 else {
      throw .encodingUnavailable(.gb18030)
    }
    return output.prefix(capacity - outputLeft).map(UInt8.init(bitPattern:))
  }
}
