// SPDX-License-Identifier: Apache-2.0
import Core
import Dispatch
import Platform
import Regulation
import Store
import Testing

@Suite struct SlowWorkTests {
  @Test func `who lacks the capacity sets no slow work going, and it is recorded`() async throws {
    let registry = Registry([Organisations.self, Accounts.self, Probes.self])
    try await StoreFixture.with(registry: registry) { fixture in
      let admins = try await fixture.found()
      let auditor = try #require(admins[.auditAdministrator])
      let nobody = RecordID.make(prefix: "ACC", random: [UInt8](repeating: 9, count: 16))
      let before = try fixture.database.entryCount()
      let answer = try await fixture.committer.submit(
        Submission(name: "probe.work", account: auditor, input: ["text": "x"]))
      guard case .forbidden = answer else {
        Issue.record("not forbidden")
        return
      }
      #expect(try fixture.database.entryCount() == before + 1)
      let unknown = try await fixture.committer.submit(
        Submission(name: "probe.work", account: nobody, input: ["text": "x"]))
      #expect(unknown == .notSignedIn)
      let permitted = try #require(admins[.systemAdministrator])
      await #expect(throws: WorkWasDone.self) {
        try await fixture.committer.submit(
          Submission(name: "probe.work", account: permitted, input: ["text": "x"]))
      }
    }
  }

  @Test func `what waits for a thread is bounded`() async throws {
    let work = SlowWork(threadsMax: 1, waitingMax: 1)
    let hold = DispatchSemaphore(value: 0)
    let (done, mark) = AsyncStream<Int>.makeStream()
    let first = work.add {
      hold.wait()
      mark.yield(1)
    }
    let second = work.add {
      mark.yield(2)
      mark.finish()
    }
    let third = work.add { mark.yield(3) }
    await #expect(throws: StoreError.busy) { try await work.run { 4 } }
    hold.signal()
    var seen: [Int] = []
    for await number in done { seen.append(number) }
    #expect(first && second && !third)
    #expect(seen == [1, 2])
  }

  @Test func `work gives its value or its error`() async throws {
    let work = SlowWork(threadsMax: 1, waitingMax: 8)
    #expect(try await work.run { 7 } == 7)
    await #expect(throws: WorkWasDone.self) { try await work.run { throw WorkWasDone() } }
  }
}
