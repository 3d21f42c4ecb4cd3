// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// What a deliverer says about a file before anybody has read it.
package struct BatchManifest: StructuredValue, Hashable {
  /// What the file does to earlier data.
  package let mode: BatchMode
  /// The columns in the order of the file; 1 to 120.
  package let columns: [String]
  /// The encoding.
  package let encoding: BatchEncoding
  /// How fields are separated; of text alone.
  package let delimiter: BatchDelimiter
  /// What kind of file it is; a CSV file unless said otherwise.
  package let form: BatchForm?
  /// Rows without the header.
  package let rows: Int
  /// Bytes of the file.
  package let bytes: Int
  /// The SHA-256 of the file.
  package let digest: DigestText
  /// The number of the delivery within its resource, from 1; without it, the order of delivery is
  /// the order.
  package let sequence: Int?
  /// Whether an empty field in quotes is an empty text, in a CSV file of more than one column;
  /// without it every empty field is a missing value.
  package let keepsQuotedEmpty: Bool?

  /// Makes a manifest.
  package init(
    mode: BatchMode, columns: [String], encoding: BatchEncoding = .utf8,
    delimiter: BatchDelimiter = .comma, form: BatchForm? = nil, rows: Int, bytes: Int,
    digest: DigestText, sequence: Int? = nil, keepsQuotedEmpty: Bool? = nil
  ) {
    self.mode = mode
    self.columns = columns
    self.encoding = encoding
    self.delimiter = delimiter
    self.form = form
    self.rows = rows
    self.bytes = bytes
    self.digest = digest
    self.sequence = sequence
    self.keepsQuotedEmpty = keepsQuotedEmpty
  }

  /// An example in JSON.
  package static let example =
    #"{"mode":"full","columns":["uscc","kwh"],"encoding":"gb18030","delimiter":"comma","#
    + #""rows":1000,"bytes":52000,"digest":"e3b0c442…","sequence":12}"#

  /// Lists and numbers have bounds.
  package func problem() -> FieldProblem? {
    guard (1...120).contains(columns.count), Set(columns).count == columns.count else {
      return .bounds(1...120)
    }
    guard columns.allSatisfy({ (1...64).contains($0.unicodeScalars.count) }) else {
      return .bounds(1...64)
    }
    guard (1...1_000_000_000).contains(sequence ?? 1) else { return .bounds(1...1_000_000_000) }
    guard (0...1_000_000_000).contains(rows) else { return .bounds(0...1_000_000_000) }
    return (1...(1 << 40)).contains(bytes) ? nil : .bounds(1...(1 << 40))
  }
}

extension BatchManifest {
  /// Whether another manifest says the same of the same file, whatever their numbers.
  func isRepeated(by other: BatchManifest) -> Bool {
    mode == other.mode && columns == other.columns && encoding == other.encoding
      && delimiter == other.delimiter && form == other.form && rows == other.rows
      && bytes == other.bytes
      && digest == other.digest && keepsQuotedEmpty == other.keepsQuotedEmpty
  }
}

/// What a delivery does to earlier data.
package enum BatchMode: String, ChoiceValue {
  /// The whole set, in place of the one before.
  case full
  /// Rows added to those that are there; a key that is there already is refused.
  case append
  /// Rows added, or put in place of rows with the same key.
  case upsert
  /// Rows taken out by their keys; the file names the key columns and no other.
  case delete

  /// Whether the new version is made over the one that holds.
  package var isIncremental: Bool { self != .full }

  /// Whether rows are found by their keys.
  package var needsKey: Bool { self == .upsert || self == .delete }

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .full: LocalText(zh: "全量", en: "the whole set")
    case .append: LocalText(zh: "追加", en: "added to what is there")
    case .upsert: LocalText(zh: "按主键增改", en: "added or replaced by key")
    case .delete: LocalText(zh: "按主键删除", en: "taken out by key")
    }
  }
}

/// The encoding of a delivered file.
package enum BatchEncoding: String, ChoiceValue {
  case utf8
  case gb18030
  case utf16le
  case utf16be

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .utf8: LocalText(zh: "UTF-8", en: "UTF-8")
    case .gb18030: LocalText(zh: "GB18030", en: "GB18030")
    case .utf16le: LocalText(zh: "UTF-16（低位在前）", en: "UTF-16, least significant byte first")
    case .utf16be: LocalText(zh: "UTF-16（高位在前）", en: "UTF-16, most significant byte first")
    }
  }
}

/// What kind of file is delivered.
package enum BatchForm: String, ChoiceValue {
  /// Rows of text with a header.
  case csv
  /// One JSON object in each line.
  case jsonLines
  /// The first sheet of an Office Open XML workbook (ISO/IEC 29500).
  case xlsx
  /// Apache Parquet.
  case parquet

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .csv: LocalText(zh: "CSV", en: "CSV")
    case .jsonLines: LocalText(zh: "JSON 行", en: "JSON lines")
    case .xlsx: LocalText(zh: "XLSX 工作簿", en: "XLSX workbook")
    case .parquet: LocalText(zh: "Parquet", en: "Parquet")
    }
  }
}

/// How the fields of a delivered file are separated.
package enum BatchDelimiter: String, ChoiceValue {
  case comma
  case semicolon
  case tab

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .comma: LocalText(zh: "逗号", en: "comma")
    case .semicolon: LocalText(zh: "分号", en: "semicolon")
    case .tab: LocalText(zh: "制表符", en: "tab")
    }
  }
}
