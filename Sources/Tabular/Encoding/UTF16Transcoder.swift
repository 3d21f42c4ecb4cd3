// SPDX-License-Identifier: Apache-2.0

/// UTF-16 to UTF-8; unpaired surrogates and half units are invalid.
struct UTF16Transcoder: Transcoder {
  private let isBigEndian: Bool

  /// Makes a transcoder for one of the two byte orders.
  init(isBigEndian: Bool) {
    self.isBigEndian = isBigEndian
  }

  /// Converts up to the next line break, invalid sequence or end of the room.
  mutating func step(
    _ input: Span<UInt8>, isLast: Bool, into output: inout [UInt8], from start: Int
  ) -> TranscodeStep {
    var step = TranscodeStep()
    while output.count - start - step.produced >= 4 {
      let left = input.count - step.consumed
      guard left >= 2 else {
        if left == 1, isLast { fail(&step, 1, &output, start) }
        return step
      }
      let unit = unit(input, step.consumed)
      var scalar = UInt32(unit)
      var length = 2
      if unit & 0xFC00 == 0xD800 {
        guard left >= 4 else {
          if isLast { fail(&step, 2, &output, start) }
          return step
        }
        let low = self.unit(input, step.consumed + 2)
        guard low & 0xFC00 == 0xDC00 else {
          fail(&step, 2, &output, start)
          return step
        }
        scalar = 0x1_0000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
        length = 4
      } else if unit & 0xFC00 == 0xDC00 {
        fail(&step, 2, &output, start)
        return step
      }
      step.produced += encode(scalar, into: &output, at: start + step.produced)
      step.consumed += length
      if scalar == 0x0A || scalar == 0x0D {
        step.endsLine = true
        return step
      }
    }
    return step
  }

  private func unit(_ input: Span<UInt8>, _ index: Int) -> UInt16 {
    let first = UInt16(input[index])
    let second = UInt16(input[index + 1])
    return isBigEndian ? first << 8 | second : second << 8 | first
  }

  private func fail(
    _ step: inout TranscodeStep, _ length: Int, _ output: inout [UInt8], _ start: Int
  ) {
    output[start + step.produced] = Self.invalidMark
    step.produced += 1
    step.consumed += length
    step.invalidBytes = length
    step.endsInvalid = true
  }

  /// Writes one scalar as UTF-8 and returns its length.
  private func encode(_ scalar: UInt32, into output: inout [UInt8], at index: Int) -> Int {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | (scalar >> shift & 0x3F)) }
    switch scalar {
    case 0..<0x80:
      output[index] = UInt8(scalar)
      return 1
    case 0x80..<0x800:
      output[index] = UInt8(0xC0 | scalar >> 6)
      output[index + 1] = tail(0)
      return 2
    case 0x800..<0x1_0000:
      output[index] = UInt8(0xE0 | scalar >> 12)
      output[index + 1] = tail(6)
      output[index + 2] = tail(0)
      return 3
    default:
      output[index] = UInt8(0xF0 | scalar >> 18)
      output[index + 1] = tail(12)
      output[index + 2] = tail(6)
      output[index + 3] = tail(0)
      return 4
    }
  }
}
