// SPDX-License-Identifier: Apache-2.0
import Foundation
import Tabular
import Testing

@Suite struct DataSheetTests {
  private let schema = [
    ColumnSchema(name: "名称", type: .text),
    ColumnSchema(name: "量", type: .decimal(scale: 1), missingTokens: ["", "NA"]),
  ]

  @Test func `a data sheet has shape and shares and not one value`() throws {
    let text = "名称,量\n秘密甲,8765.4\n秘密乙,NA\n秘密丙,\n秘密丁,x\n"
    let outcome = try TakenFile(text, schema).outcome
    let sheet = DataSheet(
      schema: schema, profile: outcome.profile, badRows: outcome.badRows.total,
      updatedAtSeconds: 1_700_000_000)
    #expect(sheet.rows == 3)
    #expect(sheet.badRows == 1)
    #expect(sheet.columns.map(\.missingPerTenThousand) == [0, 6_666])
    let data = try JSONEncoder().encode(sheet)
    let json = String(decoding: data, as: UTF8.self)
    #expect(!json.contains("秘密"))
    #expect(!json.contains("8765"))
    #expect(try JSONDecoder().decode(DataSheet.self, from: data) == sheet)
  }

  @Test func `an empty delivery has a sheet without shares`() throws {
    let outcome = try TakenFile("名称,量\n", schema).outcome
    #expect(outcome.isHeaderOnly)
    let sheet = DataSheet(
      schema: schema, profile: outcome.profile, badRows: 0, updatedAtSeconds: 0)
    #expect(sheet.rows == 0)
    #expect(sheet.columns.map(\.missingPerTenThousand) == [0, 0])
  }
}
