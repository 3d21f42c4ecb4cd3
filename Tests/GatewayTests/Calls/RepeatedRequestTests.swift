// SPDX-License-Identifier: Apache-2.0
import Core
import Gateway
import Regulation
import Synchronization
import Testing

/// A named request asked again, and limits that outlast versions and restarts.
@Suite struct RepeatedRequestTests {
  private let call = [("education", "Bachelors")]

  @Test func `a request asked again has the same answer, is recorded, paid once, and bounded`()
    async throws
  {
    let disk = MemoryDisk()
    var usage: RecordID?
    try await GatewayFixture.with(disk: disk) { fixture in
      try fixture.serveCube()
      let first = await fixture.ask(call, request: "r-1")
      usage = first.usage
      #expect(!first.isReplay)
      let second = await fixture.ask(call, request: "r-1")
      #expect(second.body == first.body && second.isReplay)
      #expect(second.usage == first.usage)
      #expect(fixture.records().map(\.outcome) == [.answered, .replayed])
      #expect(fixture.records().map(\.charged) == [true, false])
      let other = await fixture.ask([], request: "r-1")
      #expect(other.code == "request.mismatch")
      #expect(other.refusal?.kind == .conflict)
    }
    try await GatewayFixture.with(disk: disk) { fixture in
      try fixture.gateway.recall()
      try fixture.serveCube()
      for _ in 0..<2 {
        let again = await fixture.ask(call, request: "r-1")
        #expect(again.usage == usage && again.isReplay && again.body != nil)
      }
      let beyond = await fixture.ask(call, request: "r-1")
      #expect(beyond.code == "request.usedUp" && beyond.refusal?.kind == .tooMany)
      #expect(fixture.records().count { $0.charged } == 1)
    }
  }

  @Test func `after a day the same id is a new call and is paid`() async throws {
    try await GatewayFixture.with { fixture in
      try fixture.serveCube()
      let first = await fixture.ask(call, request: "r-1")
      fixture.time.move(milliseconds: 86_400_000)
      let next = await fixture.ask(call, request: "r-1")
      #expect(!next.isReplay && next.usage != first.usage)
      #expect(fixture.records().map(\.charged) == [true, true])
    }
  }

  @Test func `rights and authorisation are asked for a repeated request as for any`() async throws {
    try await GatewayFixture.with { fixture in
      try fixture.serveSubjects()
      fixture.rights.state.withLock { $0.subjects = [GatewayFixture.subjectCode] }
      let subject = [("uscc", GatewayFixture.subjectCode)]
      #expect(await fixture.ask(subject, request: "r-1").body != nil)
      fixture.rights.state.withLock { $0.subjects = [] }
      #expect(await fixture.ask(subject, request: "r-1").code == "subject.unavailable")
      fixture.rights.state.withLock { $0.subjects = [GatewayFixture.subjectCode] }
      #expect(await fixture.ask(subject, request: "r-1").isReplay)
      fixture.rights.set(1, .refused([Reason("key.revoked", zh: "已作废", en: "revoked")]))
      fixture.lease.invalidate()
      #expect(await fixture.ask(subject, request: "r-1").code == "key.revoked")
    }
  }

  @Test func `an answer that has changed is not given under the old request`() async throws {
    try await GatewayFixture.with { fixture in
      try fixture.serveSubjects()
      fixture.rights.state.withLock { $0.subjects = [GatewayFixture.subjectCode] }
      let subject = [("uscc", GatewayFixture.subjectCode)]
      #expect(await fixture.ask(subject, request: "r-1").body != nil)
      try fixture.serveSubjects(index: "74")
      fixture.products.forget(GatewayFixture.subjectRelease)
      let changed = await fixture.ask(subject, request: "r-1")
      #expect(changed.code == "request.changed" && changed.refusal?.kind == .conflict)
      #expect(await fixture.ask(subject, request: "r-2").body?["fields"]?["index"] == "74")
    }
  }

  /// A holder of another version: another product, subscription and key of the same line.
  private func holder(_ number: Int, developer: Int = 1) -> KeyHolder {
    KeyHolder(
      key: Samples.id("KEY", number), subscription: Samples.id("SUB", number),
      product: Samples.id("PRD", number), line: Samples.id("PLN", 1), version: number,
      developer: Samples.id("ORG", developer), place: "ezhou")
  }

  @Test func `a new version, subscription or key gives no fresh allowance, nor does a restart`()
    async throws
  {
    let disk = MemoryDisk()
    try await GatewayFixture.with(disk: disk) { fixture in
      try fixture.serveCube(key: 1, holder: holder(1), callsPerDay: 2)
      try fixture.serveCube(key: 2, holder: holder(2), callsPerDay: 2)
      #expect(await fixture.ask([], key: 1).body != nil)
      #expect(await fixture.ask([], key: 2, product: 2, version: 2).body != nil)
      #expect(await fixture.ask([], key: 2, product: 2, version: 2).code == "limit.day")
    }
    try await GatewayFixture.with(disk: disk) { fixture in
      try fixture.serveCube(key: 1, holder: holder(1), callsPerDay: 2)
      try fixture.serveCube(key: 2, holder: holder(2), callsPerDay: 2)
      try fixture.serveCube(key: 3, holder: holder(3), callsPerDay: 2)
      try fixture.gateway.recall()
      #expect(await fixture.ask([], key: 3, product: 3, version: 3).code == "limit.day")
      try fixture.serveCube(key: 4, holder: holder(4, developer: 2), callsPerDay: 2)
      #expect(await fixture.ask([], key: 4, product: 4, version: 4).body != nil)
    }
  }

  @Test func `a subject is one subject in every version, under whatever name it is asked`()
    async throws
  {
    try await GatewayFixture.with { fixture in
      fixture.rights.state.withLock {
        $0.subjects = [GatewayFixture.subjectCode, GatewayFixture.subjectCode.lowercased()]
      }
      try fixture.serveSubjects(holder: holder(1), dailyLimit: 1)
      #expect(await fixture.ask([("uscc", GatewayFixture.subjectCode)]).body != nil)
      try fixture.serveSubjects(key: 2, holder: holder(2), lookupKey: "code", dailyLimit: 1)
      let code = GatewayFixture.subjectCode.lowercased()
      let next = await fixture.ask([("code", code)], key: 2, product: 2, version: 2)
      #expect(next.code == "limit.subject")
    }
  }

  @Test func `an answer given again does not use up the day`() async throws {
    let disk = MemoryDisk()
    try await GatewayFixture.with(disk: disk) { fixture in
      try fixture.serveCube(callsPerDay: 2)
      #expect(await fixture.ask(call, request: "r-1").body != nil)
      #expect(await fixture.ask(call, request: "r-1").isReplay)
    }
    try await GatewayFixture.with(disk: disk) { fixture in
      try fixture.serveCube(callsPerDay: 2)
      try fixture.gateway.recall()
      #expect(await fixture.ask(call).body != nil)
      #expect(await fixture.ask(call).code == "limit.day")
      #expect(await fixture.ask(call, request: "r-1").isReplay)
    }
  }
}
