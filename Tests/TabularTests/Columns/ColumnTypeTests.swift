// SPDX-License-Identifier: Apache-2.0
import Foundation
import Tabular
import Testing

@Suite struct ColumnTypeTests {
  private let names = [
    "text", "integer", "decimal(0)", "decimal(18)", "real", "date", "datetime", "boolean",
    "code(uscc)",
    "code(residentID)", "code(division)", "code(phone)",
  ]

  @Test func `every type goes round through its name and JSON`() throws {
    for name in names {
      let type = try #require(ColumnType(name: name))
      #expect(type.name == name)
      let data = try JSONEncoder().encode([type])
      #expect(String(decoding: data, as: UTF8.self) == "[\"\(name)\"]")
      #expect(try JSONDecoder().decode([ColumnType].self, from: data) == [type])
    }
  }

  @Test(arguments: [
    "", "Text", "decimal", "decimal()", "decimal(19)", "decimal(-1)", "decimal(2", "code(x)",
    "code()", "decimal(2)x", "blob(2)",
  ])
  func `what is no type is refused`(name: String) {
    #expect(ColumnType(name: name) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([ColumnType].self, from: Data("[\"\(name)\"]".utf8))
    }
  }

  @Test func `a schema goes round through JSON`() throws {
    let schema = [
      ColumnSchema(
        name: "编号", type: .code(.uscc), isNullable: false, lengthMax: 18,
        missingTokens: ["", "NA"], refusesInvalidCodes: false)
    ]
    let data = try JSONEncoder().encode(schema)
    #expect(try JSONDecoder().decode([ColumnSchema].self, from: data) == schema)
  }
}
