// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation
import Scenarios

extension LifePlay {
  /// Gives a person an organisation, an account and its capacities, as administrators do.
  mutating func join(_ person: ScenarioChain.Person, _ record: inout LifeRecord) async throws {
    let number = (chain.people.firstIndex { $0.id == person.id } ?? 0) + 1
    let organisation = try await organisation(of: person, number, &record)
    let login = "\(life.place)-\(person.id)".lowercased()
    let password = Password.make(SystemRandom())
    let account = try await made(
      "account.create", by: .systemAdministrator,
      [
        "login": .string(login), "organisation": .string(organisation), "kind": "person",
        "name": .string(person.id), "password": .string(password),
      ], &record)
    var grant: [String: JSON] = [
      "account": .string(account), "assurance": "document_seen",
      "capacities": .array(person.capacities.map { .string($0.rawValue) }),
    ]
    grant.merge(person.subject(number)) { $1 }
    _ = try await made("account.grant", by: .securityAdministrator, grant, &record)
    clients.add(person.id, login: login, password: password)
    values.name(person.id, organisation: organisation, account: account)
  }

  private mutating func organisation(
    of person: ScenarioChain.Person, _ number: Int, _ record: inout LifeRecord
  ) async throws -> String {
    if let colleague = person.with {
      guard let known = values.named["organisation.\(colleague)"]?.string else {
        throw TourFailure("nobody is `\(colleague)`")
      }
      return known
    }
    let capacities = person.organisationCapacities(among: chain.people)
    let fields: [String: JSON] = [
      "name": .string(person.organisation ?? ""), "place": .string(person.place ?? life.place),
      "uscc": .string(ScenarioCodes.organisation(number)), "legalForm": .string(person.form),
      "capacities": .array(capacities.map { .string($0.rawValue) }),
    ]
    return try await made(
      "organisation.register", by: .systemAdministrator,
      fields.merging(person.registration) { $1 }, &record)
  }

  private mutating func made(
    _ name: String, by capacity: Capacity, _ input: [String: JSON], _ record: inout LifeRecord
  ) async throws -> String {
    let reply = try await clients.client(capacity.rawValue).act(name, .object(input))
    guard reply.status == 200, let id = reply.json["result"]?["id"]?.string else {
      throw TourFailure("\(name) should be allowed: \(Self.short(reply))")
    }
    record.entry = reply.json["receipt"]?["entry"]?.int
    record.action = name
    return id
  }
}
