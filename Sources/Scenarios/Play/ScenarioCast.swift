// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation
import Store

/// The people of a place, made through the actions by which administrators make them.
struct ScenarioCast: Sendable {
  /// People that every chain has: the platform itself and the three administrators.
  static let given = ["platform", "public"] + Capacity.administrators.map(\.rawValue)

  /// Account and organisation of each person.
  private(set) var people: [String: Actor] = [:]

  private static let password = "a password of a scenario"

  /// Founds a place and makes its people.
  static func found(_ chain: ScenarioChain, on platform: ScenarioPlatform) async throws
    -> ScenarioCast
  {
    var cast = ScenarioCast()
    let verifier = try PasswordVerifier.make(
      password: password, salt: [UInt8](repeating: 1, count: 16),
      cost: ScryptCost(n: 16, r: 1, p: 1))
    let administrators = Capacity.administrators.sorted { $0.rawValue < $1.rawValue }
    let seeds = try administrators.map { capacity in
      try JSON(
        encoding: AdministratorSeed(
          login: "\(chain.place)-\(capacity.rawValue.lowercased())", capacity: capacity,
          verifier: verifier))
    }
    let input: JSON = [
      "place": .string(chain.place), "organisation": "平台运维单位",
      "administrators": .array(seeds),
    ]
    let answer = try await platform.committer.submit(
      .system("platform.found", place: chain.place, input: input))
    guard case .allowed = answer else { throw ScenarioFailure("the place cannot be founded") }
    for capacity in administrators {
      let login = "\(chain.place)-\(capacity.rawValue.lowercased())"
      cast.people[capacity.rawValue] = try platform.actor(login: login)
    }
    for (index, person) in chain.people.enumerated() where person.place == nil {
      try await cast.add(person, number: index + 1, on: platform, chain)
    }
    return cast
  }

  /// Makes people of lower authorities, which are registered by then.
  mutating func join(
    _ names: [String], _ chain: ScenarioChain, on platform: ScenarioPlatform
  ) async throws {
    for (index, person) in chain.people.enumerated() where names.contains(person.id) {
      try await add(person, number: index + 1, on: platform, chain)
    }
  }

  private mutating func add(
    _ person: ScenarioChain.Person, number: Int, on platform: ScenarioPlatform,
    _ chain: ScenarioChain
  ) async throws {
    let organisation: RecordID
    if let with = person.with {
      guard let colleague = people[with] else { throw ScenarioFailure("nobody is `\(with)`") }
      organisation = colleague.organisation
    } else {
      let capacities = person.organisationCapacities(among: chain.people)
      let fields: [String: JSON] = [
        "name": .string(person.organisation ?? ""),
        "place": .string(person.place ?? chain.place),
        "uscc": .string(ScenarioCodes.organisation(number)), "legalForm": .string(person.form),
        "capacities": .array(capacities.map { .string($0.rawValue) }),
      ]
      organisation = try await act(
        "organisation.register", .systemAdministrator,
        .object(fields.merging(person.registration) { $1 }), on: platform)
    }
    let login = "\(chain.place)-\(person.id)".lowercased()
    let account = try await act(
      "account.create", .systemAdministrator,
      [
        "login": .string(login), "organisation": .string(organisation.rawValue),
        "kind": "person", "name": .string(person.id), "password": .string(Self.password),
      ], on: platform)
    var grant: [String: JSON] = [
      "account": .string(account.rawValue), "assurance": "document_seen",
      "capacities": .array(person.capacities.map { .string($0.rawValue) }),
    ]
    grant.merge(person.subject(number)) { $1 }
    _ = try await act("account.grant", .securityAdministrator, .object(grant), on: platform)
    people[person.id] = try platform.actor(login: login)
  }

  private func act(
    _ name: String, _ capacity: Capacity, _ input: JSON, on platform: ScenarioPlatform
  ) async throws -> RecordID {
    guard let actor = people[capacity.rawValue] else { throw ScenarioFailure("nobody acts") }
    let answer = try await platform.committer.submit(
      Submission(name: name, account: actor.account, input: input))
    guard case .allowed(_, let result) = answer,
      let id = result["id"]?.string.flatMap(RecordID.init)
    else { throw ScenarioFailure("\(name) should be allowed: \(answer)") }
    return id
  }
}
