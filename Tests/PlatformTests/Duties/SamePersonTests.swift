// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// One person with two accounts neither confirms what they recorded nor reviews what they made.
@Suite struct SamePersonTests {
  private func recorded(_ life: PlaceLife) throws -> (record: RecordID, lead: Actor) {
    let record = try life.must(
      "duty.record",
      [
        "duty": "sealUse", "about": life.agreement.json, "title": "用印登记",
        "digest": digest("seal"), "parts": ["sealNumber": "专用章1号", "sealedBy": "赵六"],
      ], .bureau)
    let lead = try life.platform.actor(
      "lead", of: try life.person(.bureau).organisation, [.implementingBody, .dataAuthority])
    return (record, lead)
  }

  private func confirm(_ record: RecordID, _ life: PlaceLife, as actor: Actor) throws -> Outcome {
    try life.platform.run(
      "duty.confirm", ["dutyRecord": record.json, "conclusion": "approved"], as: actor)
  }

  @Test func `a second account of who recorded it confirms nothing`() throws {
    let life = try PlaceLife(.quzhou)
    let (record, lead) = try recorded(life)
    try life.platform.bind("王五", try life.person(.bureau), lead)
    #expect(try confirm(record, life, as: lead).codes == ["duty.confirm.self"])
    #expect(try life.record(DutyRecord.self, record).state == .confirming)
  }

  @Test func `another person confirms it, bound or not`() throws {
    for isBound in [true, false] {
      let life = try PlaceLife(.quzhou)
      let (record, lead) = try recorded(life)
      if isBound {
        try life.platform.bind("王五", try life.person(.bureau))
        try life.platform.bind("赵六", lead)
      }
      #expect(try confirm(record, life, as: lead).isAllowed, "bound: \(isBound)")
    }
  }

  @Test(arguments: [PlaceScript.handan, .shuozhou])
  func `a second account of who made a product does not review it`(script: PlaceScript) throws {
    let life = try PlaceLife(script)
    try life.reviewing()
    let (maker, colleague) = (try life.person(.owner), try life.person(.colleague))
    try life.platform.bind("李四", maker, colleague)
    #expect(try life.review(.colleague).codes == ["product.review.self"])
    try life.platform.bind("赵六", colleague)
    #expect(try life.review(.colleague).isAllowed)
  }
}
