// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Dispatch
import Platform
import Regulation
import Store
import Synchronization
import Testing

@Suite struct SignInTests {
  /// A clock that a test moves, in milliseconds.
  private final class Uptime: Sendable {
    private let now = Mutex<Int64>(0)
    var value: Int64 { now.withLock { $0 } }
    func pass(seconds: Int64) { now.withLock { $0 += seconds * 1_000 } }
  }

  private static let right = "a long password"
  private static let login = "first-systemadministrator"

  private func sessions(_ fixture: StoreFixture, _ gate: SignInGate) -> Sessions {
    Sessions(
      database: fixture.database, clock: fixture.clock, random: SeededRandom(seed: 3), gate: gate)
  }

  /// Signs in so many times with a wrong password.
  private func fail(
    _ sessions: Sessions, _ times: Int, login: String = login, address: String = "192.0.2.1"
  ) async throws -> [SignIn] {
    var answers: [SignIn] = []
    for _ in 0..<times {
      answers.append(
        try await sessions.signIn(login: login, password: "a wrong one", address: address))
    }
    return answers
  }

  @Test func `failures delay the next attempt, longer each time, until one succeeds`() async throws
  {
    try await StoreFixture.with { fixture in
      _ = try await fixture.found()
      let uptime = Uptime()
      let sessions = sessions(fixture, SignInGate(uptime: { uptime.value }))
      let free = try await fail(sessions, 11)
      #expect(free == Array(repeating: .refused, count: 11))
      for delay in [1, 2, 4, 8] as [Int64] {
        #expect(try await fail(sessions, 1) == [.wait(seconds: Int(delay))])
        let right = try await sessions.signIn(
          login: Self.login, password: Self.right, address: "192.0.2.1")
        #expect(right == .wait(seconds: Int(delay)))
        uptime.pass(seconds: delay)
        #expect(try await fail(sessions, 1) == [.refused])
      }
      uptime.pass(seconds: 16)
      let opened = try await sessions.signIn(
        login: Self.login, password: Self.right, address: "192.0.2.1")
      guard case .opened(let token) = opened else {
        Issue.record("not signed in")
        return
      }
      #expect(try sessions.actor(token: token) != nil)
      #expect(try await fail(sessions, 1) == [.refused])
      #expect(try await fail(sessions, 1) == [.refused])
    }
  }

  @Test func `an account that does not exist is answered like one that does`() async throws {
    try await StoreFixture.with { fixture in
      _ = try await fixture.found()
      let uptime = Uptime()
      let known = sessions(fixture, SignInGate(uptime: { uptime.value }))
      let unknown = sessions(fixture, SignInGate(uptime: { uptime.value }))
      #expect(
        try await fail(known, 13) == fail(unknown, 13, login: "nobody-of-that-name"))
    }
  }

  @Test func `an account is guarded against many addresses, for moments only`() async throws {
    try await StoreFixture.with { fixture in
      _ = try await fixture.found()
      let uptime = Uptime()
      let sessions = sessions(fixture, SignInGate(uptime: { uptime.value }))
      var last: [SignIn] = []
      for number in 0..<32 {
        last = try await fail(sessions, 1, address: "192.0.2.\(number)")
      }
      #expect(last == [.wait(seconds: 1)])
      uptime.pass(seconds: 30)
      let right = try await sessions.signIn(
        login: Self.login, password: Self.right, address: "198.51.100.1")
      guard case .opened = right else {
        Issue.record("locked out")
        return
      }
    }
  }

  @Test func `an address that tries many accounts has to wait, others have not`() {
    var throttle = SignInThrottle()
    for number in 0..<101 {
      #expect(throttle.begin(login: "l\(number)", address: "a", now: 0) == 0)
      throttle.failed(login: "l\(number)", address: "a", now: 0)
    }
    #expect(throttle.begin(login: "another", address: "a", now: 0) == 1)
    #expect(throttle.begin(login: "another", address: "b", now: 0) == 0)
    #expect(throttle.begin(login: "another", address: "a", now: 1_000) == 0)
  }

  @Test func `attempts at once count before they are answered`() {
    var throttle = SignInThrottle()
    let waits = (0..<20).map { _ in throttle.begin(login: "l", address: "a", now: 0) }
    #expect(waits.filter { $0 == 0 }.count == 11)
    for _ in 0..<11 { throttle.passed(login: "l", address: "a", isSignedIn: false) }
    #expect(throttle.count == 0)
  }

  @Test func `memory is bounded, and who failed most is not forgotten`() {
    var throttle = SignInThrottle()
    for _ in 0..<20 {
      _ = throttle.begin(login: "target", address: "a", now: 0)
      throttle.failed(login: "target", address: "a", now: 1_000_000)
    }
    for number in 0..<SignInThrottle.keysMax {
      _ = throttle.begin(login: "l\(number)", address: "b\(number)", now: 1_000_000)
    }
    #expect(throttle.count <= SignInThrottle.keysMax)
    #expect(throttle.begin(login: "target", address: "a", now: 1_000_000) > 0)
    #expect(throttle.begin(login: "target", address: "a", now: 10_000_000) == 0)
  }

  @Test func `when too many wait for a thread, the caller is told to come back`() async throws {
    try await StoreFixture.with { fixture in
      _ = try await fixture.found()
      let work = SlowWork(threadsMax: 1, waitingMax: 0)
      let hold = DispatchSemaphore(value: 0)
      defer { hold.signal() }
      #expect(work.add { hold.wait() })
      let sessions = sessions(fixture, SignInGate(work: work, uptime: { 0 }))
      let answers = try await fail(sessions, 40)
      #expect(answers == Array(repeating: .wait(seconds: 2), count: 40))
    }
  }
}
