// SPDX-License-Identifier: Apache-2.0

/// Looks for personal codes in text.
///
/// Full-width digits, unusual blanks and dashes, separators inside numbers and invisible
/// characters do not hide a code. Names and addresses are not looked for. Results hold places and
/// kinds, never values.
package struct ContentScan: Hashable, Sendable {
  /// Most bytes scanned (16 MiB); a longer text is refused by the caller.
  package static let bytesMax = 16 * 1024 * 1024

  /// Places found, in order of the text.
  package let hits: [ScanHit]
  /// Whether there were more places than the limit.
  package let isTruncated: Bool

  /// Scans a text for at most `limit` places; bytes beyond `bytesMax` are not read, and then
  /// the result says it is truncated.
  package init(_ text: String, limit: Int = 1000) {
    var hits: [ScanHit] = []
    let bytes = Array(text.utf8.prefix(Self.bytesMax))
    var truncated = bytes.count < text.utf8.count
    var start = 0
    var number = 1
    while start <= bytes.count, !truncated || start < bytes.count {
      let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      for (kind, range, column) in Self.scan(ScannedLine(bytes[start..<end])) {
        if hits.count == limit {
          truncated = true
        } else {
          let place = (start + range.lowerBound)..<(start + range.upperBound)
          hits.append(ScanHit(kind: kind, line: number, column: column, bytes: place))
        }
      }
      if hits.count == limit, truncated { break }
      let pair = end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
      start = end + (pair ? 2 : 1)
      number += 1
    }
    self.hits = hits
    isTruncated = truncated
  }

  /// How often each kind was found.
  package var counts: [ScanKind: Int] {
    hits.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
  }

  /// Whether a short text, such as a label, holds a code that points at a person.
  package static func containsPersonalCode(_ text: String) -> Bool {
    ContentScan(text, limit: 50).hits.contains { $0.kind.isPersonal }
  }

  private static let detectors: [(ScanKind, @Sendable (ScannedLine, Int) -> Int?)] = [
    (.residentIdentity, NumberDetector.residentIdentity),
    (.socialCreditCode, NumberDetector.socialCreditCode),
    (.bankCard, NumberDetector.bankCard),
    (.mobilePhone, ContactDetector.mobilePhone),
    (.maskedIdentity, NumberDetector.maskedIdentity),
    (.oldResidentIdentity, NumberDetector.oldResidentIdentity),
    (.landline, ContactDetector.landline),
    (.ipAddress, ContactDetector.ipAddress),
  ]

  private static func scan(_ line: ScannedLine) -> [(ScanKind, Range<Int>, Int)] {
    var found: [(ScanKind, Range<Int>, Int)] = []
    var position = 0
    while position < line.folded.count {
      if let (kind, range) = match(line, at: position) {
        let from = line.offsets[range.lowerBound]
        let to = line.ends[range.upperBound - 1]
        while let previous = found.last, previous.1.lowerBound >= from { found.removeLast() }
        found.append((kind, from..<to, line.columns[range.lowerBound]))
        position = range.upperBound
      } else {
        position += 1
      }
    }
    return found
  }

  private static func match(_ line: ScannedLine, at position: Int) -> (ScanKind, Range<Int>)? {
    let byte = line.at(position)
    if byte == UInt8(ascii: "@") {
      return ContactDetector.email(line, around: position).map { (.email, $0) }
    }
    guard line.isAlphanumeric(position) || byte == UInt8(ascii: "+") else { return nil }
    for (kind, detect) in detectors {
      if let end = detect(line, position) { return (kind, position..<end) }
    }
    return nil
  }
}
