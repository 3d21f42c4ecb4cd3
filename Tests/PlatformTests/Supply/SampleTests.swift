// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct SampleTests {
  @Test func `a sample is read after its risk was signed and not before`() throws {
    let supply = try SupplyCase()
    try supply.makeSample()
    #expect(try supply.chain.record(Grant.self, supply.grant).sampleObject == nil)
    try supply.chain.must(
      "sample.sign", ["grant": try supply.chain.made(supply.grant)], supply.bureau)
    let grant = try supply.chain.record(Grant.self, supply.grant)
    #expect(grant.sampleObject != nil && grant.sample?.rows == 90)
    #expect(grant.sample?.signedBy == supply.bureau.account)
  }

  @Test func `the requester's side never signs, and nothing unmeasured is signed`() throws {
    let supply = try SupplyCase()
    try supply.readyGrant()
    let input: JSON = ["grant": try supply.chain.made(supply.grant)]
    #expect(
      try supply.platform.run("sample.sign", input, as: supply.bureau).codes == ["sample.state"])
    try supply.chain.must(
      "sample.request", ["grant": try supply.chain.made(supply.grant), "rows": 100], supply.owner)
    #expect(
      try supply.platform.run("sample.sign", input, as: supply.bureau).codes == ["sample.state"])
    try supply.chain.must("sample.made", try supply.sampleReport(), supply.system)
    let double = try supply.platform.actor(
      "double", of: supply.owner.organisation, [.implementingBody])
    #expect(try supply.platform.run("sample.sign", input, as: double).codes == ["grant.self"])
    #expect(try supply.platform.run("sample.sign", input, as: supply.bureau).isAllowed)
    #expect(
      try supply.platform.run("sample.sign", input, as: supply.bureau).codes == ["sample.state"])
  }

  @Test func `a sample is asked for and reported once, with no more rows than asked for`() throws {
    let supply = try SupplyCase()
    try supply.readyGrant()
    let unasked = try supply.platform.run(
      "sample.made", try supply.sampleReport(), as: supply.system)
    #expect(unasked.codes == ["grant.state"])
    let input: JSON = ["grant": try supply.chain.made(supply.grant), "rows": 100]
    try supply.chain.must("sample.request", input, supply.owner)
    #expect(
      try supply.platform.run("sample.request", input, as: supply.owner).codes
        == ["sample.already"])
    let large = try supply.platform.run(
      "sample.made", try supply.sampleReport(rows: 101), as: supply.system)
    #expect(large.codes == ["sample.rows"])
    try supply.chain.must("sample.made", try supply.sampleReport(), supply.system)
    let again = try supply.platform.run(
      "sample.made", try supply.sampleReport(), as: supply.system)
    #expect(again.codes == ["sample.already"])
  }

  @Test func `no sample is made where a subject's code shows`() throws {
    let supply = try SupplyCase()
    try supply.readyGrant([
      "purpose": "subjectService", "columns": [["name": "uscc", "mask": "none"]],
    ])
    let outcome = try supply.platform.run(
      "sample.request", ["grant": try supply.chain.made(supply.grant), "rows": 100],
      as: supply.owner)
    #expect(outcome.codes == ["sample.identifier"])
  }
}
