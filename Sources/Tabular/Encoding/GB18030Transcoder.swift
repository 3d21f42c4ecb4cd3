// SPDX-License-Identifier: Apache-2.0
import Glibc

/// GB 18030 to UTF-8 through the C library's iconv, a line at a time.
///
/// Line breaks never occur inside a GB 18030 sequence, so a line can be converted by itself.
struct GB18030Transcoder: Transcoder {
  private let converter: IconvConverter

  /// Opens the converter; nil when the system does not have it.
  init?() {
    guard let converter = IconvConverter(from: "GB18030", to: "UTF-8") else { return nil }
    self.converter = converter
  }

  /// Converts up to the next line break, invalid sequence or end of the room.
  mutating func step(
    _ input: Span<UInt8>, isLast: Bool, into output: inout [UInt8], from start: Int
  ) -> TranscodeStep {
    var end = 0
    var seen: UInt8 = 0
    var endsLine = false
    let room = output.count - start
    while end < input.count {
      let byte = input[end]
      seen |= byte
      end &+= 1
      if byte == 0x0A || byte == 0x0D {
        endsLine = true
        break
      }
    }
    if seen < 0x80 {
      let count = min(end, room)
      copy(input.extracting(0..<count), into: &output, at: start)
      return TranscodeStep(
        consumed: count, produced: count, endsLine: endsLine && count == end)
    }
    let line = input.extracting(0..<end)
    var step = converter.convert(line, into: &output, from: start)
    guard step.consumed < end else {
      step.endsLine = endsLine
      return step
    }
    if step.endsInvalid || (isLast && !endsLine && end == input.count && room - step.produced >= 8)
    {
      guard step.produced < room else {
        return TranscodeStep(consumed: step.consumed, produced: step.produced)
      }
      output[start + step.produced] = Self.invalidMark
      step.consumed += 1
      step.produced += 1
      step.endsInvalid = true
    }
    return step
  }

  private func copy(_ bytes: Span<UInt8>, into output: inout [UInt8], at start: Int) {
    for index in 0..<bytes.count { output[start &+ index] = bytes[index] }
  }
}
