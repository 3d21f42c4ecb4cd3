// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// The answers of one `subject` release, found by the mark of a subject's code.
///
/// A text: a header in canonical JSON, one line for each subject in the order of the marks, and a
/// tag over all of it. Equal answers under one key have equal bytes.
package struct SubjectIndex: Sendable {
  /// The most bytes of an index, 512 MiB; it is held in memory.
  package static let bytesMax = 512 << 20
  /// The most fields.
  package static let fieldsMax = 30
  /// The longest value, in bytes of UTF-8.
  package static let valueBytesMax = 1_000

  /// What an index says of itself.
  package struct Header: Codable, Hashable, Sendable {
    /// The release whose answers these are.
    package let release: RecordID
    /// The digest of the specification that was reviewed: the release's content digest.
    package let specification: Digest
    /// The names of the fields of an answer, in order.
    package let fields: [String]
    /// How many subjects it holds.
    package let subjects: Int
    /// The format, `shuyu-subjects-1`.
    package let format: String

    /// Describes an index.
    package init(release: RecordID, specification: Digest, fields: [String], subjects: Int) {
      self.release = release
      self.specification = specification
      self.fields = fields
      self.subjects = subjects
      format = SubjectIndex.format
    }
  }

  /// One subject's answer.
  package struct Row: Sendable {
    /// The subject's code as the data hold it.
    package let code: String
    /// A value for each field, nil when the data have none.
    package let values: [String?]

    /// Makes a row.
    package init(code: String, values: [String?]) {
      self.code = code
      self.values = values
    }
  }

  static let format = "shuyu-subjects-1"
  static let markBytes = 32

  /// What the index says of itself.
  package let header: Header
  private let bytes: [UInt8]
  /// Where each subject's line begins, and at last where the tag's line does.
  private let starts: [Int]

  init(header: Header, bytes: [UInt8], starts: [Int]) {
    self.header = header
    self.bytes = bytes
    self.starts = starts
  }

  /// The answer about a subject, nil when the index has none.
  package func values(of code: String, key: SubjectKey) -> [String?]? {
    let wanted = Array(key.mark(of: code, in: header.release).utf8)
    var low = 0
    var high = header.subjects
    while low < high {
      let middle = (low + high) / 2
      let mark = bytes[starts[middle]..<starts[middle] + SubjectIndex.markBytes]
      if mark.lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
    }
    guard low < header.subjects,
      bytes[starts[low]..<starts[low] + SubjectIndex.markBytes].elementsEqual(wanted)
    else { return nil }
    let line = bytes[starts[low] + SubjectIndex.markBytes + 1..<starts[low + 1] - 1]
    return SubjectIndex.values(Array(line), fields: header.fields.count)
  }

  /// Reads the values of a line, nil unless it is their one way of writing.
  static func values(_ line: [UInt8], fields: Int) -> [String?]? {
    let json: JSON
    do { json = try JSON.parse(line) } catch { return nil }
    guard let items = json.array, items.count == fields,
      items.allSatisfy({ $0.isNull || ($0.string?.utf8.count ?? .max) <= valueBytesMax }),
      json.canonical() == line
    else { return nil }
    return items.map(\.string)
  }
}
