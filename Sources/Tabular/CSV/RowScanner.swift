// SPDX-License-Identifier: Apache-2.0

/// Splits one row into fields by looking at bytes only; a pure function of the window.
struct RowScanner {
  /// What a byte means to the scanner.
  private enum Meaning {
    static let content: UInt8 = 0
    static let delimiter: UInt8 = 1
    static let lineFeed: UInt8 = 2
    static let carriageReturn: UInt8 = 3
    static let quote: UInt8 = 4
    static let nul: UInt8 = 5
  }

  private static let quote = UInt8(ascii: "\"")
  private var table: [UInt8]

  /// Makes a scanner for one delimiter.
  init(_ dialect: CSVDialect) {
    table = [UInt8](repeating: Meaning.content, count: 256)
    table[Int(dialect.delimiter)] = Meaning.delimiter
    table[0x0A] = Meaning.lineFeed
    table[0x0D] = Meaning.carriageReturn
    table[Int(Self.quote)] = Meaning.quote
    table[0x00] = Meaning.nul
  }

  /// Scans the row that begins at `start`.
  ///
  /// - Parameters:
  ///   - bytes: the filled part of the window.
  ///   - isLast: whether nothing follows the window.
  ///   - fields: room for the fields; further ones are counted, not kept.
  @inline(__always)
  func scan(
    _ bytes: Span<UInt8>, from start: Int, isLast: Bool, fields: inout MutableSpan<FieldRange>
  ) -> RowScan {
    var result = RowScan()
    let meanings = table.span
    let limit = bytes.count
    var index = start
    while true {
      let fieldStart = index
      if index < limit, bytes[index] == Self.quote {
        guard quoted(bytes, &index, isLast, &fields, &result) else { return result }
      } else {
        while index < limit, meanings[Int(bytes[index])] == Meaning.content { index &+= 1 }
        if index < limit {
          let meaning = meanings[Int(bytes[index])]
          if meaning == Meaning.quote || meaning == Meaning.nul {
            note(meaning == Meaning.nul ? .nulByte : .strayQuote, &result)
            skipToBreak(bytes, &index, &result)
          }
        }
        if index == limit, !isLast {
          result.needsMore = true
          return result
        }
        push(fieldStart, index, &fields, &result)
      }
      guard index < limit else { return finish(index, index, &result) }
      switch meanings[Int(bytes[index])] {
      case Meaning.delimiter: index &+= 1
      case Meaning.lineFeed: return finish(index, index &+ 1, &result)
      default:
        result.endsWithCR = true
        return finish(index, index &+ 1, &result)
      }
    }
  }

  /// Reads a quoted field; false when the window ended before it.
  private func quoted(
    _ bytes: Span<UInt8>, _ index: inout Int, _ isLast: Bool,
    _ fields: inout MutableSpan<FieldRange>, _ result: inout RowScan
  ) -> Bool {
    let limit = bytes.count
    let contentStart = index &+ 1
    var isEscaped = false
    result.hasQuotes = true
    index = contentStart
    while true {
      while index < limit, bytes[index] > Self.quote { index &+= 1 }
      guard index < limit else {
        if !isLast {
          result.needsMore = true
          return false
        }
        note(.unterminatedQuote, &result)
        result.problem = .unterminatedQuote
        push(contentStart, index, &fields, &result)
        return true
      }
      let byte = bytes[index]
      index &+= 1
      if byte == Self.quote {
        if index == limit, !isLast {
          result.needsMore = true
          return false
        }
        guard index < limit, bytes[index] == Self.quote else { break }
        isEscaped = true
        index &+= 1
      } else if byte == 0x0A || byte == 0x0D {
        if byte == 0x0D || bytes[index &- 2] != 0x0D { result.innerLines &+= 1 }
      } else if byte == 0 {
        note(.nulByte, &result)
      }
    }
    let slot = result.fieldCount
    push(contentStart, index &- 1, &fields, &result)
    if slot < fields.count {
      fields[slot].isQuoted = true
      fields[slot].isEscaped = isEscaped
    }
    if isEscaped { result.hasEscapes = true }
    guard index < limit else { return true }
    let meaning = table[Int(bytes[index])]
    if meaning == Meaning.content || meaning == Meaning.nul {
      note(meaning == Meaning.nul ? .nulByte : .strayQuote, &result)
      skipToBreak(bytes, &index, &result)
      if index == limit, !isLast {
        result.needsMore = true
        return false
      }
    }
    return true
  }

  /// Goes on to the next line break: quotes mean nothing in a row that is broken.
  private func skipToBreak(_ bytes: Span<UInt8>, _ index: inout Int, _ result: inout RowScan) {
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D {
      if bytes[index] == 0 { note(.nulByte, &result) }
      index &+= 1
    }
  }

  /// Keeps the first problem of a row.
  private func note(_ problem: BadRowReason, _ result: inout RowScan) {
    guard result.problem == nil else { return }
    result.problem = problem
    result.problemColumn = result.fieldCount &+ 1
  }

  @inline(__always)
  private func push(
    _ start: Int, _ end: Int, _ fields: inout MutableSpan<FieldRange>, _ result: inout RowScan
  ) {
    let slot = result.fieldCount
    if slot < fields.count {
      fields[slot] = FieldRange(
        start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end))
    }
    result.fieldCount = slot &+ 1
  }

  @inline(__always)
  private func finish(_ rowEnd: Int, _ next: Int, _ result: inout RowScan) -> RowScan {
    result.rowEnd = rowEnd
    result.next = next
    return result
  }
}
