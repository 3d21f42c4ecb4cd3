// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What a job tells before a release is little, and how often it may tell it has a bound.
@Suite struct JobFiguresTests {
  @Test func `neither entry nor listing tells an output's size, digest or exact time`() throws {
    let supply = try SupplyCase()
    try supply.readyJob()
    try supply.chain.must("job.started", ["job": try supply.chain.made(supply.job)], supply.system)
    try supply.chain.must("job.succeeded", try supply.success(), supply.system)
    let facts = supply.platform.log.filter { $0.type == "job.succeeded" }
    #expect(facts.count == 1)
    for fact in facts {
      for word in ["bytes", "digest", "Milliseconds", "memory"] {
        #expect(!fact.facts.canonicalText.contains(word), "\(word)")
      }
    }
    let columns = Set(
      Workspaces.listings.filter { $0.plural == "outputs" }.flatMap { $0.columns.map(\.name) })
    #expect(columns.contains("format"))
    #expect(columns.isDisjoint(with: ["bytes", "digest", "rows", "size"]))
  }

  @Test func `a report of an output's size is not understood`() throws {
    let supply = try SupplyCase()
    try supply.readyJob()
    try supply.chain.must("job.started", ["job": try supply.chain.made(supply.job)], supply.system)
    let output = try JSON(
      encoding: OutputReport(
        name: "index", format: .csv, vaultObject: try #require(RecordID(supply.random("VLT")))))
    #expect(Set((output.object ?? [:]).keys) == ["name", "format", "vaultObject"])
  }

  @Test func `a scenario has so many jobs in production on a day, and more tomorrow`() throws {
    let supply = try SupplyCase()
    try supply.readyGrant()
    try supply.register()
    for _ in 0..<10 { try supply.submit() }
    let production = try supply.submission("production")
    #expect(
      try supply.platform.run("job.submit", production, as: supply.owner).codes == ["job.day"])
    let reasons = try supply.platform.run("job.submit", production, as: supply.owner).reasons
    #expect(reasons.first?.clauses.first == "EZ-02.13-a")
    #expect(reasons.first?.message.en.contains("10") == true)
    let tomorrow = supply.platform.today.adding(days: 1)
    supply.platform.move(to: tomorrow)
    #expect(
      !(try supply.platform.run("job.submit", production, as: supply.owner).codes.contains(
        "job.day")))
  }

  @Test func `jobs over samples do not count`() throws {
    let supply = try SupplyCase()
    try supply.makeSample()
    try supply.register()
    try supply.chain.must(
      "sample.sign", ["grant": try supply.chain.made(supply.grant)], supply.bureau)
    for _ in 0..<30 { try supply.submit("development") }
  }
}
