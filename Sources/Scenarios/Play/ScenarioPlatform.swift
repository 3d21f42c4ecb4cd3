// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Foundation
import Logging
package import Platform
package import Regulation
import Store

/// A real platform on a copy of a stage: SQLite files, the committer, a clock moved by hand.
struct ScenarioPlatform: Sendable {
  let place: String
  let database: PlatformDatabase
  let committer: Committer
  let clock: ManualClock
  let listings: ListingReader
  let profile: Profile?
  let subjects: SubjectMarker
  let controls: Controls

  /// Where and when a platform begins, and which controls are in effect.
  struct Start: Sendable {
    /// The folder of its files.
    let folder: URL
    /// The time.
    let now: Instant
    /// What ids and salts are derived from.
    let seed: UInt64
    /// All, or all but one.
    var controls = Controls.all
  }

  /// Runs a body with a platform; it is closed afterwards, pass or fail.
  static func run<T: Sendable>(
    _ place: String, _ start: Start, _ rules: ScenarioRules,
    _ body: (ScenarioPlatform) async throws -> T
  ) async throws -> T {
    let platform = try ScenarioPlatform(place, start, rules)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await platform.committer.run() }
      do {
        let result = try await body(platform)
        platform.committer.stop()
        try await group.waitForAll()
        try platform.database.close()
        return result
      } catch {
        platform.committer.stop()
        throw error
      }
    }
  }

  private init(_ place: String, _ start: Start, _ rules: ScenarioRules) throws {
    self.place = place
    database = try PlatformDatabase(
      path: start.folder.appending(path: "state.sqlite").path, registry: rules.registry)
    clock = ManualClock(start.now)
    profile = rules.profiles[place]
    controls = start.controls
    let key = [UInt8](repeating: 7, count: 32)
    guard let subjects = SubjectMarker(key: key) else {
      throw ScenarioFailure("the key of subjects does not fit")
    }
    self.subjects = subjects
    committer = Committer(
      database: database,
      setup: CommitterSetup(
        profiles: rules.profiles, calendar: rules.calendar, clock: clock,
        random: SeededRandom(seed: start.seed), subjects: subjects, coverage: rules.coverage,
        controls: start.controls),
      logger: Logger(label: "scenarios") { _ in SwiftLogNoOpLogHandler() })
    listings = ListingReader(
      database, cursors: ListingCursor(key: key), controls: start.controls)
  }

  /// The account with this login.
  func actor(login: String) throws -> Actor {
    let actor = try database.read { read in
      try read.first(Account.self, .equal("login", login)).flatMap {
        try Accounts.actor($0.id, read)
      }
    }
    guard let actor else { throw ScenarioFailure("nobody is `\(login)`") }
    return actor
  }

  /// A scenario has no files: what a form hands in under an upload's id counts as put up by the
  /// organisation that hands it in first. Whoever else hands it in is refused, as with real files.
  func putUp(_ input: [String: JSON], by actor: Actor) throws {
    let register = UploadRegister(database)
    guard let id = input["upload"]?.string.flatMap(RecordID.init), id.isUpload,
      try register.find(id) == nil
    else { return }
    let digest = SHA256.hash(Array(id.rawValue.utf8))
    try register.add(
      Upload(id: id, bytes: 1, digest: digest), for: actor, name: "file",
      mediaType: "application/octet-stream", at: clock.now())
  }

  /// Moves the clock to nine o'clock of a day; it never goes back.
  func move(to day: Day) throws {
    let target = Instant(milliseconds: Int64(day.number) * 86_400_000 + 3_600_000)
    guard clock.now().day(in: .china) <= day else {
      throw ScenarioFailure("the clock does not go back to \(day)")
    }
    clock.move(to: target)
  }
}

/// The rules under which scenarios are played.
package struct ScenarioRules: Sendable {
  let registry: Registry
  let profiles: [String: Profile]
  let coverage: Coverage
  let calendar: WorkingCalendar

  /// Gathers the rules.
  package init(
    registry: Registry, profiles: [String: Profile], coverage: Coverage,
    calendar: WorkingCalendar
  ) {
    self.registry = registry
    self.profiles = profiles
    self.coverage = coverage
    self.calendar = calendar
  }
}
