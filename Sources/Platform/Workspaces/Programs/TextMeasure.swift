// SPDX-License-Identifier: Apache-2.0

/// The size of a program's text: what is counted without reading it as a language.
///
/// Whoever hides a table in quotes, comments or names still writes its figures and words, and a
/// count that knows no quotes cannot be led astray by them.
struct TextMeasure {
  /// The bytes.
  let bytes: Int
  /// The runs of digits.
  private(set) var figures = 0
  /// The digits.
  private(set) var digits = 0
  /// The words that differ: runs of letters, digits, underscores and what is not ASCII.
  let words: Int
  /// The bytes of the longest run without a blank.
  private(set) var longestRun = 0

  /// Counts once through.
  init(_ text: [UInt8]) {
    bytes = text.count
    var known: Set<ArraySlice<UInt8>> = []
    var wordFrom: Int?
    var run = 0
    var isFigure = false
    for (place, byte) in text.enumerated() {
      let isDigit = (0x30...0x39).contains(byte)
      if isDigit {
        digits += 1
        if !isFigure { figures += 1 }
      }
      isFigure = isDigit
      if Self.isWord(byte) {
        wordFrom = wordFrom ?? place
      } else if let from = wordFrom {
        known.insert(text[from..<place])
        wordFrom = nil
      }
      run = byte <= 0x20 ? 0 : run + 1
      longestRun = max(longestRun, run)
    }
    if let from = wordFrom { known.insert(text[from...]) }
    words = known.count
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
