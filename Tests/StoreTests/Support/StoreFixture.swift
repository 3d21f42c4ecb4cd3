// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Logging
import Platform
import Regulation
import Store

/// A real database in a folder of its own, a running committer, and a clock of its own.
struct StoreFixture: Sendable {
  let folder: URL
  let database: PlatformDatabase
  let committer: Committer
  let clock: ManualClock

  /// Runs a body with a fixture; everything is torn down, pass or fail.
  static func with<T>(
    registry: Registry = .shuyu, random: any RandomSource = SeededRandom(seed: 7),
    place: String = "ezhou", _ body: (StoreFixture) async throws -> T
  ) async throws -> T {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let fixture = try StoreFixture(
      folder: folder, registry: registry, random: random, place: place)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await fixture.committer.run() }
      do {
        let result = try await body(fixture)
        fixture.committer.stop()
        try await group.waitForAll()
        try fixture.database.close()
        return result
      } catch {
        fixture.committer.stop()
        throw error
      }
    }
  }

  private init(
    folder: URL, registry: Registry, random: any RandomSource, place: String
  ) throws {
    self.folder = folder
    database = try PlatformDatabase(
      path: folder.appending(path: "state.sqlite").path, registry: registry)
    clock = ManualClock(Instant(milliseconds: 1_790_000_000_000))
    committer = Committer(
      database: database,
      setup: CommitterSetup(
        profiles: [place: try StoreFixture.profile(place)], calendar: try WorkingCalendar([]),
        clock: clock, random: random, subjects: try StoreFixture.subjects()),
      logger: Logger(label: "store-tests"))
  }

  /// The key under which codes of subjects are hidden.
  static func subjects() throws -> SubjectMarker {
    guard let subjects = SubjectMarker(key: [UInt8](repeating: 3, count: 32)) else {
      throw FixtureError.notAllowed
    }
    return subjects
  }

  /// A place's rules, read from the project's own file.
  static func profile(_ place: String = "ezhou") throws -> Profile {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appending(path: "Regulations/\(place).yaml"), encoding: .utf8)
    return try Profile.load(yaml: text, file: "\(place).yaml")
  }

  /// Founds the place and gives the ids of its three administrators.
  func found() async throws -> [Capacity: RecordID] {
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
        "platform.found", place: "ezhou",
        input: .object([
          "place": "ezhou", "organisation": "Running unit", "uscc": .string(Codes.uscc(999_999)),
          "administrators": .array(seeds),
        ])))
    guard case .allowed = answer else { throw FixtureError.notAllowed }
    return try database.read { read in
      var ids: [Capacity: RecordID] = [:]
      for account in try read.all(Account.self) {
        for capacity in account.capacities { ids[capacity] = account.id }
      }
      return ids
    }
  }

  /// Registers an organisation with a credit code made from a number.
  func register(
    _ number: Int, as administrator: RecordID, key: String? = nil, name: String? = nil
  ) async throws -> Answer {
    try await committer.submit(
      Submission(
        name: "organisation.register", account: administrator,
        input: .object([
          "name": .string(name ?? "Unit \(number)"), "uscc": .string(Codes.uscc(number)),
          "legalForm": "legalPerson", "place": "ezhou",
          "capacities": .array(["operator", "developer"]),
        ]), idempotencyKey: key))
  }
}

/// Why a fixture could not be made.
enum FixtureError: Error {
  case notAllowed
}

/// Synthetic credit codes in a division that no real code has.
enum Codes {
  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
  private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

  /// The code of a number.
  static func uscc(_ number: Int) -> String {
    let body = "91429900" + String(String(1_000_000_000 + number).suffix(9))
    let values = body.compactMap { alphabet.firstIndex(of: $0) }
    let sum = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
    return body + String(alphabet[(31 - sum % 31) % 31])
  }
}
