// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

extension SubjectIndex {
  /// Writes an index.
  /// - Parameters:
  ///   - release: The release whose answers these are.
  ///   - specification: The digest of the reviewed specification, the release's content digest.
  ///   - fields: The names of the fields, 1 to 30, no two alike.
  ///   - rows: The subjects in any order, each once.
  package static func bytes(
    release: RecordID, specification: Digest, fields: [String], rows: some Collection<Row>,
    key: SubjectKey
  ) throws(SubjectIndexError) -> [UInt8] {
    guard (1...fieldsMax).contains(fields.count), Set(fields).count == fields.count else {
      throw .fields
    }
    var lines: [(mark: String, row: Int, values: [UInt8])] = []
    lines.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      guard row.values.count == fields.count,
        (1...SubjectKey.codeBytesMax).contains(row.code.utf8.count),
        row.values.allSatisfy({ ($0?.utf8.count ?? 0) <= valueBytesMax })
      else { throw .row(index + 1) }
      let values = JSON.array(row.values.map { $0.map(JSON.string) ?? .null })
      lines.append((key.mark(of: row.code, in: release), index + 1, values.canonical()))
    }
    lines.sort { ($0.mark, $0.row) < ($1.mark, $1.row) }
    for (line, next) in zip(lines, lines.dropFirst()) where line.mark == next.mark {
      throw .duplicate(row: next.row)
    }
    var bytes = headerLine(
      Header(
        release: release, specification: specification, fields: fields, subjects: lines.count))
    for line in lines {
      bytes += line.mark.utf8
      bytes.append(tab)
      bytes += line.values
      bytes.append(newline)
      guard bytes.count < bytesMax - tagBytes else { throw .tooLarge }
    }
    return bytes + Array("tag\t\(Hex.encode(key.tag(of: bytes)))\n".utf8)
  }

  /// Reads an index and checks its tag, its order and its form.
  package init(_ bytes: [UInt8], key: SubjectKey) throws(SubjectIndexError) {
    guard bytes.count <= SubjectIndex.bytesMax else { throw .tooLarge }
    let end = bytes.count - SubjectIndex.tagBytes
    guard end > 0, bytes[end - 1] == SubjectIndex.newline else { throw .malformed(line: 1) }
    let tag = Array("tag\t\(Hex.encode(key.tag(of: Array(bytes[..<end]))))\n".utf8)
    guard constantTimeEqual(Array(bytes[end...]), tag) else { throw .notAuthentic }
    guard let first = bytes.firstIndex(of: SubjectIndex.newline),
      let header = SubjectIndex.header(Array(bytes[..<first]))
    else { throw .malformed(line: 1) }
    let starts = try SubjectIndex.starts(bytes, header: header, from: first + 1, to: end)
    self.init(header: header, bytes: bytes, starts: starts)
  }

  private static let tab = UInt8(ascii: "\t")
  private static let newline = UInt8(ascii: "\n")
  /// `tag`, a tab, 64 digits, a newline.
  private static let tagBytes = 69

  private static func headerLine(_ header: Header) -> [UInt8] {
    JSON.object([
      "fields": .array(header.fields.map(JSON.string)), "format": .string(header.format),
      "release": .string(header.release.rawValue),
      "specification": .string(header.specification.hex), "subjects": .int(Int64(header.subjects)),
    ]).canonical() + [newline]
  }

  private static func header(_ line: [UInt8]) -> Header? {
    do {
      let header = try JSON.parse(line).decode(Header.self)
      guard header.format == format, (1...fieldsMax).contains(header.fields.count),
        header.subjects >= 0, headerLine(header) == line + [newline]
      else { return nil }
      return header
    } catch {
      return nil
    }
  }

  /// Where the lines begin; every mark is greater than the one before it.
  private static func starts(
    _ bytes: [UInt8], header: Header, from first: Int, to end: Int
  ) throws(SubjectIndexError) -> [Int] {
    var starts = [first]
    starts.reserveCapacity(header.subjects + 1)
    var start = first
    for place in first..<end where bytes[place] == newline {
      let number = starts.count + 1
      guard place - start > markBytes + 1, bytes[start + markBytes] == tab else {
        throw .malformed(line: number)
      }
      if starts.count > 1 {
        let last = starts[starts.count - 2]
        let before = bytes[last..<last + markBytes]
        guard before.lexicographicallyPrecedes(bytes[start..<start + markBytes]) else {
          throw .malformed(line: number)
        }
      }
      start = place + 1
      starts.append(start)
    }
    guard starts.count == header.subjects + 1 else { throw .malformed(line: starts.count + 1) }
    return starts
  }
}
