// SPDX-License-Identifier: Apache-2.0
import Core
import Dispatch
import Platform
import Regulation
import Store
import Testing

@Suite struct SlowWorkTests {
  @Test func `who lacks the capacity sets no slow work going, and it is recorded`() async throws {
    let registry = Registry([Organisations.self, Accounts.self, RuleSets.self, Probes.self])
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

  @Test(.timeLimit(.minutes(30)))
  func `slow actions and readers at once do not wait for each other`() async throws {
    let registry = Registry([Organisations.self, Accounts.self, RuleSets.self, Probes.self])
    try await StoreFixture.with(registry: registry) { fixture in
      let admins = try await fixture.found()
      let permitted = try #require(admins[.systemAdministrator])
      let ended = await withTaskGroup(of: Bool.self) { group in
        for index in 0..<200 {
          group.addTask {
            if index.isMultiple(of: 2) {
              let found = Result {
                try fixture.database.read { try $0.find(Account.self, permitted) }
              }
              if case .success(.some) = found { return true }
              return false
            }
            do {
              _ = try await fixture.committer.submit(
                Submission(name: "probe.work", account: permitted, input: ["text": "x"]))
              return false
            } catch { return error is WorkWasDone }
          }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(ended == 200)
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
