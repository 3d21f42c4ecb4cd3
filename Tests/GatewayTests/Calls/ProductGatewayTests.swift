// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Foundation
import Gateway
import Regulation
import Synchronization
import Testing

@Suite struct ProductGatewayTests {
  @Test func `a cube is answered, withheld cells say so, and each call is metered`() async throws {
    try await GatewayFixture.with { fixture in
      try fixture.serveCube()
      let answer = await fixture.ask([("education", "Bachelors")])
      #expect(answer.body?["measures"]?[0]?["value"] == "120")
      #expect(answer.body?["measures"]?[1]?["column"] == "age")
      #expect(answer.body?["withheld"] == false)
      let withheld = await fixture.ask([("education", "Masters")])
      #expect(withheld.body?["withheld"] == true)
      #expect(withheld.body?["measures"] == [])
      #expect(await fixture.ask([]).body?["measures"]?[0]?["value"] == "165")
      let missing = await fixture.ask([("education", "")])
      #expect(missing.body?["measures"]?[1]?["value"] == .null)
      let outside = await fixture.ask([("education", "bachelors")])
      #expect(outside.code == "product.outsideDomain")
      #expect(outside.refusal?.kind == .notFound)
      let records = fixture.records()
      #expect(
        records.map(\.outcome) == [.answered, .withheld, .answered, .answered, .outsideDomain])
      #expect(records.map(\.charged) == [true, false, true, true, false])
      #expect(records.first?.id == answer.usage)
      #expect(records.last?.id == outside.usage)
    }
  }

  @Test func `no value of a call or an answer is in a usage record`() async throws {
    try await GatewayFixture.with { fixture in
      try fixture.serveSubjects(index: "seventy-three")
      fixture.rights.state.withLock { $0.subjects = [GatewayFixture.subjectCode] }
      _ = await fixture.ask([("uscc", GatewayFixture.subjectCode)])
      let text = fixture.disk.files.values.map { String(decoding: $0, as: UTF8.self) }.joined()
      #expect(text.contains("\"answered\""))
      #expect(!text.contains(GatewayFixture.subjectCode))
      #expect(!text.contains("seventy-three"))
      let plain = SHA256.hash(Array(GatewayFixture.subjectCode.utf8)).hex
      #expect(!text.contains(plain))
    }
  }

  @Test func `an unknown caller is counted and leaves no record`() async throws {
    try await GatewayFixture.with { fixture in
      try fixture.serveCube()
      for secret in [nil, "", "short", FakeRights.secret(2), "with space in the secret"] {
        let answer = await fixture.gateway.answer(
          ProductCall(
            secret: secret, product: Samples.id("PRD", 1).rawValue, version: 1, parameters: []))
        #expect(answer.code == "key.invalid")
        #expect(answer.refusal?.kind == .unauthenticated)
        #expect(answer.usage == nil)
        #expect(answer.rate == nil)
      }
      #expect(fixture.gateway.unauthenticatedCalls == 5)
      #expect(fixture.records().isEmpty)
    }
  }

  @Test func `another product or version, and wrong parameters, are refused and metered`()
    async throws
  {
    try await GatewayFixture.with { fixture in
      try fixture.serveCube()
      let many = (0..<33).map { ("p\($0)", "") }
      let long = String(repeating: "v", count: 1_001)
      let answers = [
        await fixture.ask([], product: 2), await fixture.ask([], version: 2),
        await fixture.ask([], version: nil), await fixture.ask([("sex", "x")]),
        await fixture.ask([("education", "a"), ("education", "b")]), await fixture.ask(many),
        await fixture.ask([("education", long)]), await fixture.ask([], request: "a b"),
      ]
      let codes = [
        "product.unknown", "product.unknown", "product.unknown", "parameters.unknown",
        "parameters.repeated", "parameters.bound", "parameters.bound", "request.id",
      ]
      #expect(answers.map(\.code) == codes)
      try await fixture.gateway.recordRefusals(all: true)
      let counts = Dictionary(codes.map { (UsageOutcome.refused(code: $0), 1) }) { $0 + $1 }
      #expect(
        Dictionary(fixture.records().map { ($0.outcome, $0.count) }) { $0 + $1 } == counts)
      #expect(fixture.records().allSatisfy { !$0.charged })
      #expect(Set(answers.map(\.usage)).isSubset(of: Set(fixture.records().map(\.id))))
    }
  }

  @Test func `a refusal cites the clauses of the product's place and never another's`()
    async throws
  {
    let coverage = try Coverage.load(
      yaml: """
        places:
          - place: ezhou
            clausePrefix: EZ
            clauses:
              - {id: EZ-02.7-d, kind: enforced, control: agreement.force, note: {zh: 关, en: Off}}
        """, file: "coverage.yaml")
    try await GatewayFixture.with(coverage: coverage) { fixture in
      try fixture.serveCube()
      fixture.rights.set(
        1, .refused([Reason("agreement.force", clauses: ["HD-07-a"], zh: "不在有效期", en: "ended")]))
      let answer = await fixture.ask([])
      #expect(answer.refusal?.reasons.flatMap(\.clauses) == ["EZ-02.7-d"])
    }
  }

  @Test func `rights that do not hold are refused with their reasons`() async throws {
    try await GatewayFixture.with { fixture in
      let reason = Reason(
        "agreement.notInForce", clauses: ["EZ-02.7-a"], zh: "协议已终止", en: "it has ended")
      fixture.rights.set(1, .refused([reason]))
      let answer = await fixture.ask([])
      #expect(answer.refusal?.reasons == [reason])
      #expect(answer.refusal?.kind == .forbidden)
      #expect(fixture.records().map(\.outcome) == [.refused(code: "agreement.notInForce")])
    }
  }

  @Test func `an ended right refuses the next call once something was decided, else in seconds`()
    async throws
  {
    try await GatewayFixture.with { fixture in
      try fixture.serveCube()
      #expect(await fixture.ask([]).body != nil)
      fixture.rights.set(1, .refused([Reason("subscription.ended", zh: "已结束", en: "ended")]))
      fixture.lease.invalidate()
      #expect(await fixture.ask([]).code == "subscription.ended")
      try fixture.serveCube()
      fixture.time.moveUptime(milliseconds: 4_999)
      #expect(await fixture.ask([]).code == "subscription.ended")
      fixture.time.moveUptime(milliseconds: 1)
      #expect(await fixture.ask([]).body != nil)
    }
  }

  @Test func `a withdrawn authorisation refuses the next call, as an unknown subject does`()
    async throws
  {
    try await GatewayFixture.with { fixture in
      try fixture.serveSubjects()
      fixture.rights.state.withLock { $0.subjects = [GatewayFixture.subjectCode, "UNKNOWN"] }
      let answer = await fixture.ask([("uscc", GatewayFixture.subjectCode)])
      #expect(answer.body?["fields"] == ["index": "73", "grade": .null])
      let unknown = await fixture.ask([("uscc", "UNKNOWN")])
      fixture.rights.state.withLock { $0.subjects = [] }
      let withdrawn = await fixture.ask([("uscc", GatewayFixture.subjectCode)])
      let neither = await fixture.ask([("uscc", "NOBODY")])
      #expect(unknown.refusal == withdrawn.refusal)
      #expect(neither.refusal == withdrawn.refusal)
      #expect(withdrawn.code == "subject.unavailable")
      #expect(withdrawn.refusal?.reasons.first?.clauses == ["EZ-02.3-b"])
      #expect(fixture.records().map(\.charged) == [true, false])
      #expect(fixture.rights.state.withLock { $0.consentReads } == 4)
    }
  }

  @Test func `one subject a call, by the template's key only`() async throws {
    try await GatewayFixture.with { fixture in
      try fixture.serveSubjects()
      #expect(await fixture.ask([]).code == "parameters.missing")
      #expect(await fixture.ask([("uscc", "")]).code == "parameters.missing")
      #expect(await fixture.ask([("name", "x")]).code == "parameters.unknown")
      let two = await fixture.ask([("uscc", "A"), ("uscc", "B")])
      #expect(two.code == "parameters.repeated")
    }
  }

  @Test func `limits of a day hold across a restart and end with the day`() async throws {
    let disk = MemoryDisk()
    let time = FakeTime()
    let call = [("uscc", GatewayFixture.subjectCode)]
    try await GatewayFixture.with(disk: disk, time: time) { fixture in
      try fixture.serveSubjects(dailyLimit: 2)
      fixture.rights.state.withLock { $0.subjects = [GatewayFixture.subjectCode] }
      #expect(await fixture.ask(call).body != nil)
    }
    try await GatewayFixture.with(disk: disk, time: time) { fixture in
      try fixture.gateway.recall()
      try fixture.serveSubjects(dailyLimit: 2)
      fixture.rights.state.withLock { $0.subjects = [GatewayFixture.subjectCode] }
      #expect(await fixture.ask(call).body != nil)
      let third = await fixture.ask(call)
      #expect(third.code == "limit.subject")
      #expect(third.refusal?.kind == .tooMany)
      time.move(milliseconds: 86_400_000)
      #expect(await fixture.ask(call).body != nil)
    }
  }

  @Test func `a release's answers of a day are bounded for each developer`() async throws {
    try await GatewayFixture.with { fixture in
      try fixture.serveCube(callsPerDay: 2)
      try fixture.serveCube(key: 2, callsPerDay: 2)
      #expect(await fixture.ask([]).body != nil)
      #expect(await fixture.ask([]).body != nil)
      #expect(await fixture.ask([]).code == "limit.day")
      #expect(await fixture.ask([], key: 2).body != nil)
    }
  }

  @Test func `a key that calls too fast is told when to come back`() async throws {
    try await GatewayFixture.with(perSecond: 2) { fixture in
      try fixture.serveCube()
      let answers = [await fixture.ask([]), await fixture.ask([]), await fixture.ask([])]
      #expect(answers.map { $0.body != nil } == [true, true, false])
      #expect(answers.last?.code == "rate.exceeded")
      #expect(answers.map { $0.rate?.remaining } == [1, 0, 0])
      fixture.time.moveUptime(milliseconds: 500)
      #expect(await fixture.ask([]).body != nil)
      #expect(fixture.records().count == 4)
    }
  }

  @Test func `a file that is missing or not what was reviewed is not served`() async throws {
    try await GatewayFixture.with { fixture in
      try fixture.serveCube()
      let path = "\(fixture.root)/\(GatewayFixture.cubeRelease.rawValue)/cube.json"
      let good = try Data(contentsOf: URL(filePath: path))
      try Data(good.dropLast()).write(to: URL(filePath: path))
      #expect(await fixture.ask([]).code == "product.unavailable")
      try FileManager.default.removeItem(atPath: path)
      #expect(await fixture.ask([]).refusal?.kind == .unavailable)
      try good.write(to: URL(filePath: path))
      #expect(await fixture.ask([]).body != nil)
      try FileManager.default.removeItem(atPath: path)
      #expect(await fixture.ask([]).body != nil)
      fixture.products.forget(GatewayFixture.cubeRelease)
      #expect(await fixture.ask([]).code == "product.unavailable")
    }
  }

  @Test func `an index of another release or template is not served`() async throws {
    try await GatewayFixture.with { fixture in
      try fixture.serveSubjects()
      let wrong = try SubjectIndex.bytes(
        release: GatewayFixture.subjectRelease, specification: SHA256.hash([1]),
        fields: ["index", "grade"], rows: [], key: GatewayFixture.requireKey())
      try fixture.write(wrong, ProductFolder.subjectsFile, GatewayFixture.subjectRelease)
      #expect(await fixture.ask([("uscc", "A")]).code == "product.unavailable")
    }
  }

  @Test func `when the disk fails nobody is answered`() async throws {
    try await GatewayFixture.with { fixture in
      try fixture.serveCube()
      #expect(await fixture.ask([]).body != nil)
      fixture.disk.fail(after: 0)
      for _ in 0..<3 {
        let answer = await fixture.ask([])
        #expect(answer.code == "gateway.unavailable")
        #expect(answer.usage == nil)
      }
      #expect(fixture.records().count == 1)
    }
  }

  @Test func `a thousand calls of fifty tasks are a thousand records`() async throws {
    try await GatewayFixture.with { fixture in
      try fixture.serveCube()
      let usages = await withTaskGroup(of: [RecordID?].self) { group in
        for task in 0..<50 {
          group.addTask {
            var usages: [RecordID?] = []
            for number in 0..<20 {
              let label = ["Bachelors", "Masters", "None"][number % 3]
              usages.append(
                await fixture.ask([("education", label)], request: "\(task)-\(number)").usage)
            }
            return usages
          }
        }
        return await group.reduce(into: [RecordID?]()) { $0 += $1 }
      }
      let records = fixture.records()
      #expect(records.count == 1_000)
      #expect(Set(usages.compactMap { $0 }) == Set(records.map(\.id)))
      #expect(fixture.rights.reads == 1)
      #expect(records.count { $0.outcome == .answered } == 350)
      #expect(records.count { $0.outcome == .outsideDomain } == 300)
    }
  }
}
