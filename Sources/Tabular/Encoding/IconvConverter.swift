// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Owns one conversion descriptor of the C library.
@safe
final class IconvConverter {
  private let handle: iconv_t

  /// Opens a conversion; nil when the system does not have it.
  init?(from source: String, to target: String) {
    guard let opened = unsafe iconv_open(target, source), Int(bitPattern: opened) != -1
    else { return nil }
    unsafe handle = opened
  }

  deinit {
    _ = unsafe iconv_close(handle)
  }

  /// Converts bytes until they end, an invalid sequence comes or the room is used up.
  ///
  /// `endsInvalid` is set when the next input byte begins an invalid sequence; nothing is
  /// written for it.
  func convert(
    _ input: Span<UInt8>, into output: inout [UInt8], from start: Int
  ) -> TranscodeStep {
    var step = TranscodeStep()
    unsafe input.withUnsafeBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        guard let sourceBase = source.baseAddress, let targetBase = target.baseAddress else {
          return
        }
        var from: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutablePointer(
          mutating: sourceBase.assumingMemoryBound(to: CChar.self))
        var into: UnsafeMutablePointer<CChar>? =
          unsafe (targetBase + start).assumingMemoryBound(to: CChar.self)
        var left = source.count
        var room = target.count - start
        let result = unsafe iconv(handle, &from, &left, &into, &room)
        step.consumed = source.count - left
        step.produced = target.count - start - room
        if result == -1 { step.endsInvalid = errno == EILSEQ }
      }
    }
    return step
  }
}
