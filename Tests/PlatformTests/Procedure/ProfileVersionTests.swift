// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation
import Testing

@Suite struct ProfileVersionTests {
  /// The second version of Ezhou's rules: a collective decision before the call, another section in
  /// the call, a notice of ten working days, one document more to show, and another term.
  private func second() throws -> Profile {
    var text = try ProjectFiles.ezhouText()
    func change(_ old: String, _ new: String) throws {
      let range = try #require(text.range(of: old))
      text.replaceSubrange(range, with: new)
    }
    try change("\nversion: 1\n", "\nversion: 2\n")
    try change(
      "      - {id: requirements, zh: 有关要求, en: Requirements}",
      """
            - {id: requirements, zh: 有关要求, en: Requirements}
            - {id: security, zh: 安全要求, en: Security}
      """)
    try change(
      "workingDays: {value: null, gates: true, clauses: [EZ-02.6-f]}",
      "workingDays: {value: 10, clauses: [EZ-02.6-f]}")
    try change("  termYears: {value: 5,", "  termYears: {value: 3,")
    return try Profile.load(yaml: text, file: "second.yaml")
  }

  /// The second version comes into force.
  private func change(_ chain: EzhouChain) throws {
    let first = chain.platform.profile
    chain.platform.earlier = [first.version: first]
    chain.platform.profile = try second()
  }

  @Test func `a running case keeps the materials and periods of the version it began under`()
    throws
  {
    let chain = try EzhouChain()
    try chain.draftCall()
    try change(chain)
    // The second version asks for one section more; this call was drafted under the first.
    let publish: JSON = ["call": try chain.made(chain.call), "publicationURL": "https://x"]
    #expect(try chain.platform.run("call.publish", publish, as: chain.bureau).isAllowed)
    #expect(try chain.record(CaseFile.self, chain.file).profileVersion == 1)
  }

  @Test func `a running case keeps the open period of its version, which can still be set`() throws
  {
    let chain = try EzhouChain()
    try chain.concludeReview()
    let key = try chain.noticeKey()
    try change(chain)
    let notice: JSON = ["call": try chain.made(chain.call), "text": "拟选定甲公司"]
    let open = try chain.platform.run("notice.publish", notice, as: chain.bureau)
    #expect(open.codes == ["profile.open"])
    let setting: JSON = [
      "key": key, "value": "5", "documentNumber": "1号", "digest": digest("x"),
    ]
    try chain.must("openValue.set", setting, chain.bureau)
    let id = try chain.must("notice.publish", notice, chain.bureau)
    // Five working days of the first version, not ten of the second.
    chain.platform.move(to: try day("2026-03-31"))
    #expect(
      try chain.platform.run(
        "notice.close", ["notice": .string(id.rawValue)], as: chain.bureau
      ).isAllowed)
  }

  @Test func `an agreement keeps the term of the version its case began under`() throws {
    let chain = try EzhouChain()
    try chain.recordDecision()
    try change(chain)
    let id = try chain.must(
      "agreement.draft", .object(try chain.agreementFields()), chain.bureau)
    #expect(try chain.record(Agreement.self, id).termYears == 5)
  }

  @Test func `a new case takes the present version`() throws {
    let chain = try EzhouChain()
    try chain.draftCall()
    try change(chain)
    var fields = try chain.callFields()
    fields["title"] = "第二次征集"
    let call = try chain.must("call.draft", .object(fields), chain.bureau)
    let files = try chain.platform.records.list(
      CaseFile.self, [.equal("subject", call)], limit: 2)
    #expect(files.map(\.profileVersion) == [2])
    let outcome = try chain.platform.run(
      "call.publish", ["call": .string(call.rawValue), "publicationURL": "https://x"],
      as: chain.bureau)
    #expect(outcome.codes == ["call.section.empty"])
    #expect(outcome.reasons.first?.message.en.contains("Security") == true)
  }

  @Test func `a case whose version is not kept is not decided by another one`() throws {
    let chain = try EzhouChain()
    try chain.draftCall()
    try change(chain)
    chain.platform.earlier = [:]
    let outcome = try chain.platform.run(
      "call.publish", ["call": try chain.made(chain.call), "publicationURL": "https://x"],
      as: chain.bureau)
    #expect(outcome.codes == ["rules.unkept"])
    #expect(outcome.reasons.first?.message.en.contains("version 1") == true)
  }

  @Test func `every act on what hangs on a case finds the case`() throws {
    let registry = Registry.shuyu
    let bound = registry.records.values.filter { $0.caseFile != nil }.map(\.table.name)
    #expect(
      Set(bound).isSuperset(of: ["case", "call", "application", "notice", "agreement"]))
    for action in registry.actions.values {
      guard let table = action.info.on, bound.contains(table) else { continue }
      #expect(
        action.info.fields.contains { $0.refersTo == table },
        "\(action.info.name) names no field for the \(table) it acts on")
    }
  }
}
