// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

/// Every error is one line for people: lower case, no full stop.
@Suite struct ErrorTextTests {
  private let descriptions: [String] =
    [
      CSVError.source(.readFailed(errno: 5)), .emptyFile,
      .encodingConflict(declared: .utf8, found: .gb18030), .encodingUnavailable(.gb18030),
      .headerEncoding(declared: .utf8, hint: nil), .headerMalformed(.nulByte),
      .headerTooManyColumns(maximum: 3), .headerNameEmpty(column: 1),
      .headerNameDuplicate(first: 1, second: 2),
    ].map(\.description)
    + [
      IntakeError.file(.emptyFile), .sink(.closed), .columnCount(expected: 1, found: 2),
      .columnName(column: 1, expected: "a"), .unknownKeyColumn("k"), .tooManyKeys(maximum: 1),
      .tooManyDuplicates(maximum: 1), .cancelled, .keys(.writeFailed(errno: 28)),
      .keys(.readFailed(errno: 5)),
    ].map(\.description)
    + [
      ExportError.sink(.full(maximumBytes: 3)), .tooManyRows(maximum: 1),
      .tooManyColumns(maximum: 1), .cellCount(row: 1, expected: 1, found: 2),
      .cellTooLong(row: 1, column: 1, maximum: 2), .tooLarge(maximumBytes: 1),
    ].map(\.description)
    + BadRowReason.allCases.map(\.explanation)

  @Test func `every text is one line in lower case without full stop`() {
    for text in descriptions {
      #expect(!text.isEmpty)
      #expect(!text.contains("\n"), "\(text)")
      #expect(text.last != ".", "\(text)")
      let first = text.prefix { $0 != " " }
      #expect(first == first.lowercased(), "\(text)")
    }
  }

  @Test func `texts differ, so that one can act on them`() {
    let own = descriptions.filter { $0 != CSVError.emptyFile.description }
    #expect(Set(own).count >= own.count - 1)
  }
}
