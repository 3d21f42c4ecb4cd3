// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Logging
import Platform
import Regulation
import Store
import Synchronization

/// A real database and a running committer, and a small action to feed it with.
struct BenchPlatform: Sendable {
  /// The place whose rules are read.
  static let place = "ezhou"

  /// The state and the entries.
  let database: PlatformDatabase
  /// The writer.
  let committer: Committer
  /// The place in which it acts.
  let place: String
  /// The administrator who registers organisations.
  private let administrator: RecordID
  /// Guarded: the number of the next organisation.
  private let next: SharedCounter

  /// Runs a body on a database file, founded when it is new; the committer is stopped afterwards.
  static func with<Result: Sendable>(
    database path: String, regulations: String, firstNumber: Int = 0,
    place: String = BenchPlatform.place, settings: [ProfileSetting] = [],
    _ body: (BenchPlatform) async throws -> Result
  ) async throws -> Result {
    let database = try PlatformDatabase(path: path, registry: .shuyu)
    guard let subjects = SubjectMarker(key: SystemRandom().bytes(SubjectMarker.byteCount)) else {
      throw BenchError("there is no key for subjects")
    }
    let file = "\(regulations)/\(place).yaml"
    let profile = try Profile.load(
      yaml: String(contentsOfFile: file, encoding: .utf8), file: file, settings: settings)
    var logger = Logger(label: "shuyu-bench")
    logger.logLevel = .error
    let committer = Committer(
      database: database,
      setup: CommitterSetup(
        profiles: [place: profile], calendar: try WorkingCalendar([]), clock: SystemClock(),
        random: SystemRandom(), subjects: subjects),
      logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await committer.run() }
      defer { committer.stop() }
      let platform = try await BenchPlatform(database, committer, firstNumber, place)
      let result = try await body(platform)
      committer.stop()
      try await group.waitForAll()
      try database.close()
      return result
    }
  }

  private init(
    _ database: PlatformDatabase, _ committer: Committer, _ firstNumber: Int,
    _ place: String
  ) async throws {
    self.database = database
    self.committer = committer
    self.place = place
    next = SharedCounter(firstNumber)
    if try database.accounts(in: place) == 0 {
      try await BenchPlatform.found(committer, place)
    }
    let accounts = try database.read { try $0.list(Account.self, [], limit: 200) }
    let administrator = accounts.first {
      $0.place == place && $0.capacities.contains(.systemAdministrator)
    }
    guard let administrator else { throw BenchError("there is no system administrator") }
    self.administrator = administrator.id
  }

  /// Registers an organisation that was not there and waits until that is on the disk.
  func register() async throws {
    let number = next.take()
    let answer = try await committer.submit(
      Submission(
        name: "organisation.register", account: administrator,
        input: .object([
          "name": .string("Unit \(number)"), "uscc": .string(CreditCode.text(number)),
          "legalForm": "legalPerson", "place": .string(place),
          "capacities": .array(["operator", "developer"]),
        ])))
    guard case .allowed = answer else {
      throw BenchError("registering was not allowed: \(answer)")
    }
  }

  /// Registers a body with a person who acts for it and signs in with a password.
  ///
  /// - Returns: the account's id.
  func addBody(
    _ login: String, _ capacities: [Capacity], legalForm: String = "stateOrgan",
    password: String
  ) async throws -> RecordID {
    let names = JSON.array(capacities.map { .string($0.rawValue) })
    let body = try await act(
      "organisation.register", as: administrator,
      [
        "name": .string(login), "uscc": .string(CreditCode.text(next.take())),
        "legalForm": .string(legalForm), "place": .string(place), "capacities": names,
      ])
    let account = try await act(
      "account.create", as: administrator,
      [
        "login": .string(login), "organisation": body["id"] ?? .null, "kind": "person",
        "name": .string(login), "password": .string(password),
      ])
    let security = try database.read { try $0.list(Account.self, [], limit: 200) }.first {
      $0.place == place && $0.capacities.contains(.securityAdministrator)
    }
    guard let security, let id = account["id"]?.string.flatMap(RecordID.init) else {
      throw BenchError("there is no security administrator")
    }
    // A code in a division that no real person has.
    _ = try await act(
      "account.grant", as: security.id,
      [
        "account": .string(id.rawValue), "assurance": "document_seen", "capacities": names,
        "subjectKind": "person", "subjectCode": "429900199001010013",
      ])
    return id
  }

  /// Does an action that is allowed, and gives its result.
  func act(_ name: String, as account: RecordID, _ input: JSON) async throws -> JSON {
    let answer = try await committer.submit(
      Submission(name: name, account: account, input: input))
    guard case .allowed(_, let result) = answer else {
      throw BenchError("`\(name)` was not allowed: \(answer)")
    }
    return result
  }

  /// The mean length of the last entries in bytes, without their payloads.
  func entryBytes() throws -> Int {
    let stored = StoredEntries(database)
    let last = try stored.entries(from: max(0, stored.count() - 100), limit: 100)
    return last.reduce(0) { $0 + $1.count } / max(1, last.count)
  }

  private static func found(_ committer: Committer, _ place: String) async throws {
    let verifier = try PasswordVerifier.make(
      password: "a long password", salt: [UInt8](repeating: 1, count: 16),
      cost: .weakForTests)
    let seeds = try Capacity.administrators.sorted { $0.rawValue < $1.rawValue }.map {
      try JSON(
        encoding: AdministratorSeed(
          login: "first-\($0.rawValue.lowercased())", capacity: $0, verifier: verifier))
    }
    let answer = try await committer.submit(
      .system(
        "platform.found", place: place,
        input: .object([
          "place": .string(place), "organisation": "Running unit",
          "administrators": .array(seeds),
        ])))
    guard case .allowed = answer else { throw BenchError("the platform could not be founded") }
  }
}

/// Numbers given out once each.
final class SharedCounter: Sendable {
  private let value: Mutex<Int>

  /// Starts at a number.
  init(_ first: Int) {
    value = Mutex(first)
  }

  /// The next number.
  func take() -> Int {
    value.withLock { value in
      defer { value += 1 }
      return value
    }
  }
}
