// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct DeliveryOrderTests {
  /// Delivers and attests under a number.
  private func attested(_ supply: SupplyCase, _ number: Int) throws -> RecordID {
    let file = "file \(number)"
    let batch = try supply.chain.must(
      "batch.deliver", try supply.delivery(number: number, file: file), supply.owner)
    try supply.chain.must(
      "batch.attest", ["batch": .string(batch.rawValue), "digest": digest(file)], supply.unit)
    return batch
  }

  private func start(_ supply: SupplyCase, _ batch: RecordID) throws -> Outcome {
    try supply.platform.run(
      "batch.started", ["batch": .string(batch.rawValue)], as: supply.system)
  }

  private func reject(_ supply: SupplyCase, _ batch: RecordID) throws {
    try supply.chain.must(
      "batch.rejected",
      ["batch": .string(batch.rawValue), "failureClass": "file.empty", "counts": []],
      supply.system)
  }

  @Test func `a delivery that declares no number gets the next one`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    #expect(try supply.chain.record(Batch.self, supply.batch).sequence == 1)
    try supply.deliver(mode: "upsert")
    #expect(try supply.chain.record(Batch.self, supply.batch).sequence == 2)
  }

  @Test func `a number is delivered once, and none before its turn`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let early = try supply.platform.run(
      "batch.deliver", try supply.delivery(number: 3), as: supply.owner)
    #expect(early.codes == ["batch.sequence.early"])
    #expect(early.reasons.first?.message.en.hasSuffix("the number due is 2") == true)
    _ = try attested(supply, 2)
    let again = try supply.platform.run(
      "batch.deliver", try supply.delivery(number: 2), as: supply.owner)
    #expect(again.codes == ["batch.sequence.repeated"])
    #expect(again.reasons.first?.message.zh.hasSuffix("应交付的序号为 3") == true)
    #expect(
      try supply.platform.run("batch.deliver", supply.delivery(number: 3), as: supply.owner)
        .isAllowed)
  }

  @Test func `a manifest that was delivered is refused unless it is numbered`() throws {
    let supply = try SupplyCase()
    try supply.approve()
    var input = try supply.delivery(mode: "upsert")
    #expect(try supply.platform.run("batch.deliver", input, as: supply.owner).isAllowed)
    guard case .object(var members) = input else { return }
    members["upload"] = .string(supply.random("UPL"))
    input = .object(members)
    let again = try supply.platform.run("batch.deliver", input, as: supply.owner)
    #expect(again.codes == ["batch.repeated"])
    guard case .object(var manifest) = members["manifest"] ?? .null else { return }
    manifest["sequence"] = 2
    members["manifest"] = .object(manifest)
    #expect(
      try supply.platform.run("batch.deliver", .object(members), as: supply.owner).isAllowed)
  }

  @Test func `a delivery is read after those before it`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let (second, third) = (try attested(supply, 2), try attested(supply, 3))
    let early = try start(supply, third)
    #expect(early.codes == ["batch.order"])
    #expect(early.reasons.first?.message.en.contains("number 2") == true)
    #expect(try start(supply, second).isAllowed)
    #expect(try start(supply, third).codes == ["batch.order"])
  }

  @Test func `a delivery waits while one before it is not attested`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let second = try supply.chain.must(
      "batch.deliver", try supply.delivery(number: 2), supply.owner)
    let third = try attested(supply, 3)
    #expect(try start(supply, third).codes == ["batch.order"])
    try supply.chain.must(
      "batch.decline", ["batch": .string(second.rawValue), "ground": "不全"], supply.unit)
    // The number is to be delivered anew; what comes after it is not lost.
    #expect(try start(supply, third).codes == ["batch.order"])
    let anew = try attested(supply, 2)
    #expect(try start(supply, anew).isAllowed)
  }

  @Test func `a rejected delivery is made anew before what follows it is read`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let (second, third) = (try attested(supply, 2), try attested(supply, 3))
    #expect(try start(supply, second).isAllowed)
    try reject(supply, second)
    #expect(try start(supply, third).codes == ["batch.order"])
    let early = try supply.platform.run(
      "batch.deliver", try supply.delivery(number: 5), as: supply.owner)
    #expect(early.reasons.first?.message.en.hasSuffix("the number due is 2、4") == true)
    let anew = try attested(supply, 2)
    #expect(try start(supply, anew).isAllowed)
    try reject(supply, third)
    // The last number is free again: what comes next takes it.
    try supply.deliver(mode: "upsert")
    #expect(try supply.chain.record(Batch.self, supply.batch).sequence == 3)
  }

  @Test func `without declared numbers a rejected delivery stops nothing`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    var batches: [RecordID] = []
    for _ in 0..<2 {
      try supply.deliver(mode: "upsert")
      let batch = try #require(supply.batch)
      batches.append(batch)
      try supply.chain.must(
        "batch.attest", ["batch": .string(batch.rawValue), "digest": digest("file")], supply.unit)
    }
    #expect(try start(supply, batches[1]).codes == ["batch.order"])
    #expect(try start(supply, batches[0]).isAllowed)
    try reject(supply, batches[0])
    #expect(try start(supply, batches[1]).isAllowed)
  }
}
