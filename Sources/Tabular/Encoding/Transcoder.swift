// SPDX-License-Identifier: Apache-2.0

/// Turns pieces of another encoding into UTF-8, without replacing anything silently.
///
/// An invalid sequence becomes the single byte 0xFF, which is never part of UTF-8: whoever
/// reads the row finds it, and the row is bad.
protocol Transcoder {
  /// What one step did.
  mutating func step(
    _ input: Span<UInt8>, isLast: Bool, into output: inout [UInt8], from start: Int
  ) -> TranscodeStep
}

/// How far one step of a transcoder came.
struct TranscodeStep {
  /// Bytes of the input used up.
  var consumed = 0
  /// Bytes of the output written.
  var produced = 0
  /// Whether the step ended behind an invalid sequence, whose mark is the last byte written.
  var endsInvalid = false
  /// Bytes of the input that the invalid sequence took.
  var invalidBytes = 1
  /// Whether the step ended behind a line break.
  var endsLine = false
}

extension Transcoder {
  /// The byte that stands for an invalid sequence.
  static var invalidMark: UInt8 { 0xFF }
}
