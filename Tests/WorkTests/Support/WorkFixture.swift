// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Logging
import Platform
import Regulation
import Sandbox
import Synchronization
import Vault
import Work

/// A domain with a real vault and a real sandbox over tables in memory.
struct WorkFixture {
  let platform: MemoryPlatform
  let parts: DomainParts
  let vault: VaultStore
  let memory: MemoryMount
  let scratch: DiskScratch
  let folder: String

  static let tools = SandboxTools(folder: project + "/.tools")

  /// Whether bubblewrap, DuckDB and Python are here; tests are skipped visibly without them.
  static let isPossible = tools.missing.isEmpty

  static let now = Instant(milliseconds: 1_775_000_000_000)

  static let project = {
    let file = URL(fileURLWithPath: #filePath)
    return file.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
  }()

  /// Runs a test's body with a fresh domain, removed afterwards; `numbers` replace those of the
  /// place that tests have otherwise.
  static func with<Result>(
    numbers: [String: String] = [:], _ body: (WorkFixture) async throws -> Result
  ) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-work-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let random = SystemRandom()
    let keys = try FileKeyStore.create(
      path: folder + "/keys.json", passphrase: "a test's passphrase", random: random, suite: .gm,
      cost: .weakForTests)
    let vault = try VaultStore(root: folder + "/vault", keys: keys, random: random, suite: .gm)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let profile = try profile(numbers)
    let platform = MemoryPlatform(profile: profile, calendar: try calendar(), now: now)
    let memory = MemoryMount(installation: folder, random: random)
    let scratch = DiskScratch(
      root: folder + "/scratch", tools: tools, random: random, floorBytes: 1 << 20)
    var limits = DomainLimits()
    limits.runTime = RunTimeClass(shortest: .milliseconds(1))
    let parts = DomainParts(
      reporting: platform, vault: vault, keys: keys,
      sandbox: SandboxRunner(tools: tools, logger: logger), memory: memory,
      scratch: scratch, limits: limits, board: ProgressBoard(), backoff: Backoff(now: hours()),
      random: random, profiles: [profile.place: profile], now: { now }, logger: logger)
    return try await body(
      WorkFixture(
        platform: platform, parts: parts, vault: vault, memory: memory, scratch: scratch,
        folder: folder))
  }

  /// A clock that is an hour later at each look, so that failed work may be tried again.
  private static func hours() -> @Sendable () -> ContinuousClock.Instant {
    let clock = HourClock()
    return { clock.next() }
  }

  private static let settings = [
    "contributorsMin": "3", "dominanceCount": "1", "dominancePercent": "90",
    "ambiguityPercent": "5", "differencingMin": "3",
  ]

  private static func profile(_ numbers: [String: String]) throws -> Profile {
    let settings = settings.merging(numbers) { $1 }.sorted { $0.key < $1.key }.map {
      ProfileSetting(key: "egress.\($0.key)", text: $0.value, source: "test")
    }
    let file = project + "/Regulations/ezhou.yaml"
    let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    return try Profile.load(yaml: text, file: "ezhou.yaml", settings: settings)
  }

  private static func calendar() throws -> WorkingCalendar {
    try WorkingCalendar(
      (2025...2026).map { year in
        let file = URL(filePath: project + "/Regulations/calendar/\(year).json")
        return try WorkingCalendarYear.parse([UInt8](Data(contentsOf: file)))
      })
  }
}

/// A clock that is an hour later at each look.
final class HourClock: Sendable {
  private let time = Mutex(ContinuousClock.now)

  func next() -> ContinuousClock.Instant {
    time.withLock { time in
      time += .seconds(3_600)
      return time
    }
  }
}
