// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Gateway
import Testing

@Suite struct RequestMemoryTests {
  private let key = Samples.id("KEY", 1)
  private let now = Samples.start
  private let one = SHA256.hash([1])
  private let two = SHA256.hash([2])

  private func known(_ query: Digest, _ usage: Int, at time: Instant? = nil) -> RequestMemory.Known
  {
    RequestMemory.Known(
      query: query, answer: SHA256.hash([9]), usage: Samples.id("USG", usage), at: time ?? now)
  }

  private func request(_ id: String, key number: Int = 1) -> RequestMemory.Request {
    RequestMemory.Request(key: Samples.id("KEY", number), id: id)
  }

  @Test func `a request is claimed once, repeated three times, and no other query has its id`()
    async
  {
    let memory = RequestMemory()
    #expect(await memory.claim(request("a"), query: one, at: now) == .first)
    #expect(await memory.claim(request("a"), query: two, at: now) == .mismatch)
    memory.settle(request("a"), known(one, 1))
    for _ in 0..<RequestMemory.replaysMax {
      #expect(await memory.claim(request("a"), query: one, at: now) == .replay(known(one, 1)))
    }
    #expect(await memory.claim(request("a"), query: one, at: now) == .usedUp)
    #expect(await memory.claim(request("a"), query: two, at: now) == .mismatch)
    #expect(await memory.claim(request("a", key: 2), query: two, at: now) == .first)
    memory.settle(request("a", key: 2), nil)
    #expect(await memory.claim(request("a", key: 2), query: one, at: now) == .first)
  }

  @Test func `after a day it is a new request, and not a millisecond before`() async {
    let memory = RequestMemory()
    memory.note(request("a"), known(one, 1))
    let day = RequestMemory.keptMilliseconds
    let before = now.adding(milliseconds: day - 1)
    #expect(await memory.claim(request("a"), query: one, at: before) == .replay(known(one, 1)))
    let after = now.adding(milliseconds: day)
    #expect(await memory.claim(request("a"), query: two, at: after) == .first)
    memory.settle(request("a"), known(two, 2, at: after))
    #expect(
      await memory.claim(request("a"), query: two, at: after) == .replay(known(two, 2, at: after)))
  }

  @Test func `a full memory forgets nothing early and refuses new names`() async {
    let memory = RequestMemory(requestsMax: 3, requestsOfKeyMax: 2)
    for number in 0..<2 { memory.note(request("r\(number)"), known(one, number)) }
    #expect(await memory.claim(request("r2"), query: one, at: now) == .full)
    #expect(await memory.claim(request("r2", key: 2), query: one, at: now) == .first)
    #expect(await memory.claim(request("r3", key: 2), query: one, at: now) == .full)
    #expect(await memory.claim(request("r0"), query: one, at: now) == .replay(known(one, 0)))
    let later = now.adding(milliseconds: RequestMemory.keptMilliseconds)
    #expect(await memory.claim(request("r2"), query: one, at: later) == .first)
  }

  @Test func `what was repeated before a restart counts`() async {
    let memory = RequestMemory()
    memory.noteReplay(request("a"))
    memory.note(request("a"), known(one, 1))
    for _ in 0..<RequestMemory.replaysMax { memory.noteReplay(request("a")) }
    #expect(await memory.claim(request("a"), query: one, at: now) == .usedUp)
  }

  @Test func `those who ask for one request at once wait for the first`() async {
    let memory = RequestMemory()
    let claims = await withTaskGroup(of: RequestMemory.Claim.self) { group in
      for _ in 0..<50 {
        group.addTask {
          let claim = await memory.claim(request("a"), query: one, at: now)
          if claim == .first { memory.settle(request("a"), known(one, 9)) }
          return claim
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(claims.count { $0 == .first } == 1)
    #expect(claims.count { $0 == .replay(known(one, 9)) } == RequestMemory.replaysMax)
    #expect(claims.count { $0 == .usedUp } == 49 - RequestMemory.replaysMax)
  }
}
