// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Gateway
import Testing

@Suite struct LimitTests {
  private let key = Samples.id("KEY", 1)
  private let day = Samples.start.day(in: .china)

  @Test func `a bucket gives its calls at once, then refills evenly`() {
    let limiter = RateLimiter(perSecond: 10)
    let first = (0..<12).map { _ in limiter.take(key, uptime: 0) }
    #expect(first.map(\.isAllowed) == Array(repeating: true, count: 10) + [false, false])
    #expect(first.map(\.remaining) == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0])
    #expect(!limiter.take(key, uptime: 99).isAllowed)
    #expect(limiter.take(key, uptime: 100).isAllowed)
    #expect(!limiter.take(key, uptime: 100).isAllowed)
    #expect(limiter.take(Samples.id("KEY", 2), uptime: 100).isAllowed)
    #expect(limiter.take(key, uptime: 60_000).remaining == 9)
  }

  @Test(arguments: [UInt64(5), 6])
  func `no second ever gives more than twice the rate`(_ seed: UInt64) {
    var random = SeededGenerator(seed)
    let limiter = RateLimiter(perSecond: 50)
    var allowed: [Int64] = []
    var uptime: Int64 = 0
    for _ in 0..<5_000 {
      uptime += Int64.random(in: 0...8, using: &random)
      if limiter.take(key, uptime: uptime).isAllowed { allowed.append(uptime) }
    }
    for (index, start) in allowed.enumerated() {
      let inSecond = allowed[index...].prefix { $0 < start + 1_000 }.count
      #expect(inSecond <= 100, "seed \(seed)")
    }
    let seconds = Int(uptime / 1_000)
    #expect(allowed.count <= 50 * (seconds + 2), "seed \(seed)")
  }

  @Test func `a clock that goes back gives nothing`() {
    let limiter = RateLimiter(perSecond: 1)
    #expect(limiter.take(key, uptime: 10_000).isAllowed)
    #expect(!limiter.take(key, uptime: 0).isAllowed)
    #expect(!limiter.take(key, uptime: 10_999).isAllowed)
    #expect(limiter.take(key, uptime: 11_000).isAllowed)
  }

  @Test func `answers noted together count as those noted one by one`() {
    let (line, developer) = (Samples.id("PRD", 1), Samples.id("ORG", 1))
    let pair = DailyCounts.Counter.product(line: line, developer: developer)
    let subjects = (0..<3).map { SHA256.hash([$0]) }
    let counters = subjects.map {
      DailyCounts.Counter.subject(line: line, developer: developer, $0)
    }
    let (together, single) = (DailyCounts(), DailyCounts())
    for _ in 0..<2 {
      together.note(
        zip(subjects, 1...).map { (digest: $0, times: $1) },
        of: DailyCounts.Pair(line: line, developer: developer), on: day)
      for (counter, times) in zip(counters, 1...) {
        single.note([pair, counter], times: times, on: day)
      }
    }
    for counts in [together, single] {
      #expect(counts.reserve([(pair, 12)], on: day) == pair)
      #expect(counts.reserve([(pair, 13)], on: day) == nil)
      for (counter, times) in zip(counters, 1...) {
        #expect(counts.reserve([(counter, times * 2)], on: day) == counter)
        #expect(counts.reserve([(counter, times * 2 + 1)], on: day) == nil)
      }
    }
    let other = DailyCounts.Counter.subject(
      line: line, developer: Samples.id("ORG", 2), subjects[0])
    #expect(together.reserve([(other, 1)], on: day) == nil)
  }

  @Test func `a day's answers are counted, taken back and begun anew`() {
    let counts = DailyCounts()
    let product = DailyCounts.Counter.product(
      line: Samples.id("PRD", 1), developer: Samples.id("ORG", 1))
    let subject = DailyCounts.Counter.subject(
      line: Samples.id("PRD", 1), developer: Samples.id("ORG", 1), SHA256.hash([]))
    let limits = [(product, 3), (subject, 1)]
    #expect(counts.reserve(limits, on: day) == nil)
    #expect(counts.reserve(limits, on: day) == subject)
    counts.release(limits, on: day)
    #expect(counts.reserve(limits, on: day) == nil)
    #expect(counts.reserve([(product, 3)], on: day) == nil)
    #expect(counts.reserve([(product, 3)], on: day) == nil)
    #expect(counts.reserve([(product, 3)], on: day) == product)
    #expect(counts.reserve(limits, on: day.adding(days: 1)) == nil)
    counts.note([product, product], on: day.adding(days: 1))
    #expect(counts.reserve([(product, 3)], on: day.adding(days: 1)) == product)
    counts.note([product], on: day)
    counts.release([(product, 3)], on: day)
    #expect(counts.reserve([(product, 3)], on: day.adding(days: 1)) == product)
  }
}
