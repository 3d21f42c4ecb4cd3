// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ResourceTests {
  @Test func `a resource with empty fields and open duties is not published`() throws {
    let chain = try EzhouChain()
    try chain.registerResource()
    let id = try chain.made(chain.resource)
    try chain.must(
      "resource.describe",
      ["resource": id, "fields": ["catalogueName": "企业用电", "dataItems": " "]],
      chain.unit)
    let outcome = try chain.platform.run("resource.publish", ["resource": id], as: chain.bureau)
    #expect(
      outcome.codes == [
        "resource.field.empty", "resource.duty.open", "resource.unclassified",
        "resource.responsible",
      ])
    #expect(outcome.clauses == ["EZ-02.1-e", "EZ-02.1-b", "EZ-02.13-d"])
    let named = try #require(outcome.reasons.first?.message.en)
    #expect(named.contains("Data items") && named.contains("Classification and grade"))
    #expect(!named.contains("Catalogue name"))
  }

  @Test(
    arguments: [
      ["kwh", "KWH"], ["é", "e\u{301}"], ["ab", "ａｂ"], ["Straße", "straße"], ["µ", "μ"],
    ])
  func `names that an engine takes for one are refused`(names: [String]) throws {
    let chain = try EzhouChain()
    let columns = names.map { name -> JSON in
      ["name": .string(name), "type": "text", "label": "项"]
    }
    let outcome = try chain.platform.run(
      "resource.register", ["name": "表", "columns": .array(columns), "keyColumns": []],
      as: chain.unit)
    #expect(outcome.codes.contains("resource.columns.twice"))
  }

  @Test(arguments: ["file_row_number", "FileName", "file_index", "shuyu:level", "ｆilename"])
  func `a name that the engine or the platform uses itself is refused`(name: String) throws {
    let chain = try EzhouChain()
    let outcome = try chain.platform.run(
      "resource.register",
      [
        "name": "表", "columns": [["name": .string(name), "type": "text", "label": "项"]],
        "keyColumns": [],
      ], as: chain.unit)
    #expect(outcome.codes == ["resource.columns.reserved"])
  }

  @Test(arguments: ["e\u{301}", " a", "a\u{200B}b", "a\u{7}", "a\u{202E}"])
  func `a name that can be written in two ways is refused`(name: String) throws {
    let chain = try EzhouChain()
    let outcome = try chain.platform.run(
      "resource.register",
      [
        "name": "表", "columns": [["name": .string(name), "type": "text", "label": "项"]],
        "keyColumns": [],
      ], as: chain.unit)
    let isHidden = name.unicodeScalars.contains { ["\u{200B}", "\u{202E}"].contains($0) }
    #expect(outcome.codes == [isHidden ? "field.hidden" : "resource.columns.form"])
  }

  @Test(
    arguments: Array([
      "catalogueName", "dataItems", "providingUnit", "dataFormat",
      "updateFrequency", "useConditions", "classification",
    ]))
  func `each of the seven fields is needed`(field: String) throws {
    let chain = try EzhouChain()
    try chain.registerResource()
    guard case .object(var fields) = EzhouChain.sevenFields else { return }
    fields[field] = nil
    let id = try chain.made(chain.resource)
    try chain.must(
      "resource.describe", ["resource": id, "fields": .object(fields)], chain.unit)
    let outcome = try chain.platform.run("resource.publish", ["resource": id], as: chain.bureau)
    #expect(outcome.codes.contains("resource.field.empty"))
    #expect(outcome.clauses.contains("EZ-02.1-e"))
  }

  @Test func `only its own unit describes and classifies a resource`() throws {
    let chain = try EzhouChain()
    try chain.registerResource()
    let stranger = try chain.platform.actor("water company", .sourceUnit)
    let id = try chain.made(chain.resource)
    let described = try chain.platform.run(
      "resource.describe", ["resource": id, "fields": EzhouChain.sevenFields], as: stranger)
    #expect(described.codes == ["resource.unknown"])
    let classified = try chain.platform.run(
      "resource.classify", ["resource": id, "columns": EzhouChain.classes], as: stranger)
    #expect(classified.codes == ["resource.unknown"])
    let published = try chain.platform.run("resource.publish", ["resource": id], as: chain.unit)
    guard case .forbidden = published else {
      Issue.record("a unit published its own resource")
      return
    }
  }

  @Test func `a suggestion is kept apart from the unit's decision`() throws {
    let chain = try EzhouChain()
    try chain.registerResource()
    try chain.must(
      "resource.suggest",
      ["resource": try chain.made(chain.resource), "columns": EzhouChain.classes],
      chain.platform.system)
    let resource = try chain.record(Resource.self, chain.resource)
    #expect(resource.column("kwh")?.suggested?.kind == .sensitive)
    #expect(resource.column("kwh")?.classification == nil)
  }

  @Test func `a column is registered with its words for a missing value`() throws {
    let chain = try EzhouChain()
    let id = try chain.must(
      "resource.register",
      [
        "name": "空气质量",
        "columns": [
          ["name": "pm25", "type": "real", "label": "PM2.5", "missing": ["NA", "-999"]],
          ["name": "站点", "type": "text", "label": "站点"],
        ], "keyColumns": [],
      ], chain.unit)
    let resource = try chain.record(Resource.self, id)
    #expect(resource.column("pm25")?.type == .real)
    #expect(resource.column("pm25")?.missing == ["NA", "-999"])
    #expect(resource.column("站点")?.missing == [])
  }

  @Test(arguments: [Array(repeating: "x", count: 9), [""], [String(repeating: "x", count: 33)]])
  func `words for a missing value have bounds`(words: [String]) throws {
    let draft: JSON = [
      "name": "pm25", "type": "real", "label": "PM2.5",
      "missing": .array(words.map(JSON.string)),
    ]
    #expect(try draft.decode(ColumnDraft.self).problem() != nil)
  }

  @Test func `columns named twice and keys that are no columns are refused`() throws {
    let chain = try EzhouChain()
    let column: JSON = ["name": "a", "type": "text", "label": "甲"]
    let outcome = try chain.platform.run(
      "resource.register",
      [
        "name": "x", "columns": [column, column], "keyColumns": ["b"], "subjectColumn": "c",
      ], as: chain.unit)
    #expect(
      outcome.codes == [
        "resource.columns.twice", "resource.key.unknown", "resource.subject.unknown",
      ])
  }

  @Test func `unknown fields, unknown duties and unknown columns are refused`() throws {
    let chain = try EzhouChain()
    try chain.registerResource()
    let id = try chain.made(chain.resource)
    let platform = chain.platform
    #expect(
      try platform.run(
        "resource.describe", ["resource": id, "fields": ["colour": "red"]], as: chain.unit
      ).codes == ["resource.field.unknown"])
    #expect(
      try platform.run("resource.confirm", ["resource": id, "duties": ["rest"]], as: chain.unit)
        .codes == ["resource.duty.unknown"])
    #expect(
      try platform.run(
        "resource.classify",
        [
          "resource": id,
          "columns": [["column": "z", "grade": "core", "kind": "other", "secret": false]],
        ], as: chain.unit
      ).codes == ["resource.column.unknown"])
  }

  @Test func `a published entry cannot be emptied and a listed one not withdrawn`() throws {
    let chain = try EzhouChain()
    try chain.listEntry()
    let id = try chain.made(chain.resource)
    let emptied = try chain.platform.run(
      "resource.describe", ["resource": id, "fields": ["dataItems": " "]], as: chain.unit)
    #expect(emptied.codes == ["resource.field.empty"])
    let input: JSON = ["resource": id, "ground": "停用"]
    #expect(
      try chain.platform.run("resource.withdraw", input, as: chain.bureau).codes
        == ["resource.authorised"])
    try chain.must(
      "entry.remove", ["entry": try chain.made(chain.entry), "ground": "停用"], chain.bureau)
    #expect(try chain.platform.run("resource.withdraw", input, as: chain.bureau).isAllowed)
  }
}
