// SPDX-License-Identifier: Apache-2.0
import Tabular

/// A slow, obvious reading of a whole file in memory, to compare the fast reader with.
struct ReferenceParser {
  enum Item: Equatable {
    case row(RowPosition, [[UInt8]])
    case bad(RowPosition, BadRowReason)
  }

  let bytes: [UInt8]
  let delimiter: UInt8
  let columns: Int
  let bounds: CSVBounds

  /// One record: where it stands, its bytes, and whether a quote stayed open.
  private struct Record {
    var start: Int
    var line: Int
    var content: [UInt8]
    var isOpen: Bool
  }

  /// All data rows; the first record is the header and left out.
  func items() -> [Item] {
    var items: [Item] = []
    for record in records().dropFirst() {
      if record.content.isEmpty, columns > 1 { continue }
      let position = RowPosition(row: items.count + 1, line: record.line, byteOffset: record.start)
      items.append(item(record, position))
    }
    return items
  }

  private func records() -> [Record] {
    var records: [Record] = []
    var index = 0
    var line = 1
    while index < bytes.count {
      var record = Record(start: index, line: line, content: [], isOpen: false)
      var isFieldStart = true
      var isBroken = false
      while index < bytes.count {
        let byte = bytes[index]
        if record.isOpen {
          record.content.append(byte)
          index += 1
          if byte == 0x22 {
            if index < bytes.count, bytes[index] == 0x22 {
              record.content.append(0x22)
              index += 1
            } else {
              record.isOpen = false
              let isEnd =
                index == bytes.count || [0x0A, 0x0D, delimiter].contains(bytes[index])
              if !isEnd { isBroken = true }
            }
          }
        } else if byte == 0x0A || byte == 0x0D {
          break
        } else {
          record.content.append(byte)
          index += 1
          if isFieldStart, byte == 0x22, !isBroken {
            record.isOpen = true
          } else if byte == 0x22 || byte == 0 {
            isBroken = true
          }
          isFieldStart = byte == delimiter && !isBroken
        }
      }
      line += 1 + breaks(record.content)
      if index < bytes.count {
        index += bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
      }
      records.append(record)
    }
    return records
  }

  /// Counts line breaks; CR LF is one.
  private func breaks(_ content: [UInt8]) -> Int {
    content.indices.filter { index in
      content[index] == 0x0D
        || (content[index] == 0x0A && (index == 0 || content[index - 1] != 0x0D))
    }.count
  }

  private func item(_ record: Record, _ position: RowPosition) -> Item {
    let content = record.content
    if record.isOpen { return .bad(position, .unterminatedQuote) }
    if content.count > bounds.rowBytesMax { return .bad(position, .rowTooLong) }
    let parsed = fields(content)
    if parsed.firstProblem == .nulByte { return .bad(position, .nulByte) }
    if let invalid = firstInvalid(content) {
      var moved = position
      moved.byteOffset += invalid
      return .bad(moved, .invalidEncoding)
    }
    if let problem = parsed.firstProblem { return .bad(position, problem) }
    if parsed.fields.count < columns { return .bad(position, .tooFewFields) }
    if parsed.fields.count > columns { return .bad(position, .tooManyFields) }
    if parsed.rawSizes.contains(where: { $0 > bounds.fieldBytesMax }) {
      return .bad(position, .fieldTooLong)
    }
    return .row(position, parsed.fields)
  }

  private struct Parsed {
    var fields: [[UInt8]] = []
    var rawSizes: [Int] = []
    var firstProblem: BadRowReason?
  }

  /// Splits a record; at the first stray byte the rest is not looked at.
  private func fields(_ content: [UInt8]) -> Parsed {
    var parsed = Parsed()
    var index = 0
    while true {
      var field: [UInt8] = []
      var rawSize = 0
      if index < content.count, content[index] == 0x22 {
        index += 1
        while true {
          let byte = content[index]
          index += 1
          if byte == 0 { parsed.firstProblem = parsed.firstProblem ?? .nulByte }
          if byte == 0x22 {
            guard index < content.count, content[index] == 0x22 else { break }
            index += 1
            rawSize += 1
          }
          field.append(byte)
          rawSize += 1
        }
      } else {
        while index < content.count, ![delimiter, 0x22, 0].contains(content[index]) {
          field.append(content[index])
          index += 1
        }
        rawSize = field.count
      }
      parsed.fields.append(field)
      parsed.rawSizes.append(rawSize)
      guard index < content.count else { return parsed }
      if content[index] != delimiter {
        let problem: BadRowReason = content[index] == 0 ? .nulByte : .strayQuote
        parsed.firstProblem = parsed.firstProblem ?? problem
        return parsed
      }
      index += 1
    }
  }

  /// The first byte at which the standard library's decoder finds something wrong.
  private func firstInvalid(_ content: [UInt8]) -> Int? {
    if String(validating: content, as: UTF8.self) != nil { return nil }
    var length = 0
    while length < content.count {
      let next = (1...4).first { size in
        length + size <= content.count
          && String(validating: content[length..<length + size], as: UTF8.self)?
            .unicodeScalars.count == 1
      }
      guard let next else { return length }
      length += next
    }
    return nil
  }
}
