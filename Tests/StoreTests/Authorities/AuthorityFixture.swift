// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import GRDB
import Platform
import Regulation
import Store

/// A city with two counties, as rows of the tables: who is there, without how they came.
struct AuthorityFixture {
  static let city = "quzhou"
  static let county = "quzhou-330802"
  static let neighbour = "quzhou-330803"
  static let places = [city, county, neighbour]

  let store: StoreFixture
  let reader: ListingReader
  let profile: Profile

  /// Runs a body with the three places.
  static func with(_ body: (AuthorityFixture) async throws -> Void) async throws {
    try await StoreFixture.with(place: city) { store in
      let fixture = AuthorityFixture(
        store: store,
        reader: ListingReader(
          store.database, cursors: ListingCursor(key: [UInt8](repeating: 3, count: 32))),
        profile: try StoreFixture.profile(city))
      for (number, place) in [county, neighbour].enumerated() {
        try fixture.insert(
          Authority.table, number + 1,
          [
            "place": .string(place), "root": .string(city), "parent": .string(city),
            "level": "county", "name": .string("县区\(number)"),
            "division": .string(String(place.suffix(6))), "papers": [],
            "registeredOn": "2026-03-02",
          ])
      }
      try await body(fixture)
    }
  }

  /// The id of a number in a table.
  static func id(_ table: TableSpec, _ number: Int) -> RecordID {
    RecordID.make(
      prefix: table.prefix, random: (0..<16).map { UInt8(truncatingIfNeeded: number >> ($0 % 4)) })
  }

  /// Puts a row of a table in place.
  @discardableResult
  func insert(
    _ table: TableSpec, _ number: Int, _ members: [String: JSON], parties: [RecordID] = []
  ) throws -> RecordID {
    let id = Self.id(table, number)
    let body = JSON.object(members.merging(["id": .string(id.rawValue)]) { $1 })
    try store.database.pool.write { connection in
      try connection.execute(
        sql: "INSERT INTO r_\(table.name) (id, entry, body) VALUES (?, 0, ?)",
        arguments: [id.rawValue, String(decoding: body.canonical(), as: UTF8.self)])
      for party in parties {
        try connection.execute(
          sql: "INSERT INTO record_party (organisation, kind, id) VALUES (?, ?, ?)",
          arguments: [party.rawValue, table.name, id.rawValue])
      }
    }
    return id
  }

  /// An organisation of a place with an account that has all its capacities.
  func person(_ place: String, _ number: Int, _ capacities: [Capacity]) throws -> Actor {
    let names = JSON.array(capacities.map { .string($0.rawValue) })
    let organisation = try insert(
      Organisation.table, number,
      [
        "place": .string(place), "name": .string("单位\(number)"), "uscc": .null,
        "legalForm": "stateOrgan", "capacities": names, "linkedTo": [], "state": "active",
        "registeredOn": "2026-03-02",
      ])
    let account = try insert(
      Account.table, number,
      [
        "login": .string("person-\(number)"), "organisation": .string(organisation.rawValue),
        "place": .string(place), "kind": "person", "issuer": "local", "assurance": "unverified",
        "capacities": names, "state": "active",
      ])
    return Actor(
      account: account, organisation: organisation, place: place, capacities: Set(capacities))
  }

  /// Hands an action over and gives the codes of its refusal with their clauses; none when allowed.
  func codes(
    _ name: String, _ input: JSON, as actor: Actor
  ) async throws -> (codes: [String], clauses: [String]) {
    let answer = try await store.committer.submit(
      Submission(name: name, account: actor.account, input: input))
    switch answer {
    case .allowed: return ([], [])
    case .refused(_, let reasons), .forbidden(_, let reasons), .malformed(let reasons):
      return (reasons.map(\.code), reasons.flatMap(\.clauses).map(\.rawValue))
    case .unknownAction: return (["unknownAction"], [])
    case .notSignedIn: return (["notSignedIn"], [])
    }
  }
}
