// SPDX-License-Identifier: Apache-2.0
/// What is kept of a stream that may never end.
struct BoundedText {
  /// Which part is kept.
  enum Part {
    case first
    case last
  }

  private let part: Part
  private let limit: Int
  private var kept: [UInt8] = []

  init(_ part: Part, limit: Int) {
    self.part = part
    self.limit = max(0, limit)
  }

  /// The kept bytes.
  var bytes: [UInt8] {
    part == .first ? kept : Array(kept.suffix(limit))
  }

  /// Takes the next bytes of the stream.
  mutating func append(_ next: some Collection<UInt8>) {
    switch part {
    case .first:
      kept.append(contentsOf: next.prefix(limit - kept.count))
    case .last:
      kept.append(contentsOf: next)
      // Trimmed at twice the limit, so that appending stays linear.
      if kept.count > 2 * limit { kept.removeFirst(kept.count - limit) }
    }
  }
}
