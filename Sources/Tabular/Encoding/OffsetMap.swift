// SPDX-License-Identifier: Apache-2.0

/// Knows where in the delivered file a decoded byte came from.
///
/// One entry for each line start and each invalid sequence that is still of interest, so that
/// the offsets of rows are exact whatever the encoding.
struct OffsetMap {
  private struct Mark {
    let decoded: Int
    let raw: Int
  }

  private var marks: [Mark] = []
  private var first = 0

  /// Records that the decoded byte at `decoded` came from `raw`; both never go back.
  mutating func mark(decoded: Int, raw: Int) {
    marks.append(Mark(decoded: decoded, raw: raw))
  }

  /// Forgets what lies before a decoded offset, save the last mark at or before it.
  mutating func forget(before decoded: Int) {
    while first + 1 < marks.count, marks[first + 1].decoded <= decoded { first += 1 }
    if first > 4_096 {
      marks.removeSubrange(0..<first)
      first = 0
    }
  }

  /// Returns the offset in the file of a decoded offset; exact where a mark stands.
  func raw(of decoded: Int) -> Int {
    var low = first
    var high = marks.count
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].decoded <= decoded { low = middle + 1 } else { high = middle }
    }
    guard low > first else { return decoded }
    let mark = marks[low - 1]
    return mark.raw + (decoded - mark.decoded)
  }
}
