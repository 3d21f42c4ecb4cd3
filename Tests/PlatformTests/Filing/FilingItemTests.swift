// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Papers of a filing are answered one by one.
struct FilingItemTests {
  private func chain(items: JSON) throws -> (EzhouChain, Outcome) {
    let chain = try EzhouChain()
    let document: JSON = [
      "id": "SCT-0000000000", "place": "ezhou",
      "operator": .string(chain.winner.organisation.rawValue),
      "developer": .string(try chain.platform.organisation("developer", [.developer]).rawValue),
      "product": "PRD-0000000000", "agreement": "AGR-0000000000", "digest": digest("contract"),
      "signedOn": "2026-02-26", "state": "signed",
    ]
    try chain.platform.records.put(document.decode(ScenarioContract.self))
    let outcome = try chain.platform.run(
      "filing.submit",
      [
        "kind": "scenarioContract", "subject": "SCT-0000000000", "digest": digest("all"),
        "eventOn": "2026-02-27", "items": items,
      ], as: chain.winner)
    return (chain, outcome)
  }

  private static let two: JSON = [
    ["name": "合作协议", "digest": digest("contract")], ["name": "安全方案", "digest": digest("plan")],
  ]

  private func receipt(
    _ chain: EzhouChain, _ id: RecordID, _ conclusion: String, _ items: JSON
  ) throws -> [String] {
    try chain.platform.run(
      "filing.receipt",
      [
        "filing": .string(id.rawValue), "conclusion": .string(conclusion),
        "receiptNumber": "备2026-1", "opinion": "见逐项", "items": items,
      ], as: chain.bureau
    ).codes
  }

  @Test func `a filing is filed only when each paper was taken`() throws {
    let (chain, outcome) = try chain(items: Self.two)
    let id = try #require(outcome.id)
    let first: JSON = ["digest": digest("contract"), "conclusion": "filed"]
    let second: JSON = ["digest": digest("plan"), "conclusion": "filed"]
    let other: JSON = ["digest": digest("other"), "conclusion": "filed"]
    for items in [[], [first], [first, first], [first, second, other], [second, other]] {
      #expect(try receipt(chain, id, "filed", .array(items)) == ["filing.receipt.items"])
      #expect(try chain.record(FilingRecord.self, id).state == .submitted)
    }
    #expect(try receipt(chain, id, "filed", [first, second]) == [])
    let filed = try chain.record(FilingRecord.self, id)
    #expect(filed.state == .filed && filed.itemReceipts?.count == 2 && filed.items?.count == 2)
  }

  @Test func `a filing that is sent back says which paper is wrong`() throws {
    let (chain, outcome) = try chain(items: Self.two)
    let id = try #require(outcome.id)
    let first: JSON = ["digest": digest("contract"), "conclusion": "filed"]
    let silent: JSON = ["digest": digest("plan"), "conclusion": "returned"]
    #expect(try receipt(chain, id, "returned", [first, silent]).contains("filing.item.note"))
    let second: JSON = ["digest": digest("plan"), "conclusion": "returned", "note": "缺盖章页"]
    #expect(try receipt(chain, id, "returned", [first, second]) == [])
    let returned = try chain.record(FilingRecord.self, id)
    #expect(returned.state == .returned)
    #expect(returned.itemReceipts?.first { $0.conclusion == .returned }?.note == "缺盖章页")
  }

  @Test func `papers are named once, and one without papers is answered as a whole`() throws {
    let twice: JSON = [
      ["name": "合作协议", "digest": digest("contract")],
      ["name": "安全方案", "digest": digest("contract")],
    ]
    #expect(try chain(items: twice).1.codes == ["filing.items"])
    let (chain, outcome) = try chain(items: [])
    let id = try #require(outcome.id)
    let stray: JSON = ["digest": digest("contract"), "conclusion": "filed"]
    #expect(try receipt(chain, id, "filed", [stray]) == ["filing.receipt.items"])
    #expect(try receipt(chain, id, "filed", []) == [])
  }
}
