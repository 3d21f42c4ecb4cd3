// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation

extension FakePlatform {
  /// Registers an organisation without an event.
  func organisation(
    _ name: String, _ capacities: [Capacity], linkedTo: [RecordID] = []
  ) throws -> RecordID {
    let id = RecordID.make(prefix: "ORG", random: SHA256.hash(Array(name.utf8)).bytes)
    let document: JSON = [
      "id": .string(id.rawValue), "place": .string(profile.place), "name": .string(name),
      "uscc": .string("code \(name)"), "legalForm": .string(LegalForm.legalPerson.rawValue),
      "capacities": .array(capacities.map { .string($0.rawValue) }),
      "linkedTo": .array(linkedTo.map { .string($0.rawValue) }), "state": "active",
      "registeredOn": .string(today.description),
    ]
    try records.put(document.decode(Organisation.self))
    return id
  }

  /// An account of an organisation with capacities, without an event.
  func actor(
    _ name: String, of organisation: RecordID, _ capacities: Set<Capacity>
  ) throws -> Actor {
    let id = RecordID.make(prefix: "ACC", random: SHA256.hash(Array("account \(name)".utf8)).bytes)
    var document: [String: JSON] = [
      "id": .string(id.rawValue), "login": .string(name),
      "organisation": .string(organisation.rawValue), "place": .string(profile.place),
      "kind": "person", "issuer": "local", "assurance": "document_seen",
      "capacities": .array(capacities.map(\.rawValue).sorted().map(JSON.string)),
      "state": "active",
    ]
    if !capacities.isDisjoint(with: Capacity.separatePersons) {
      document["subject"] = [
        "kind": "person", "digest": .string(SHA256.hash(Array("person \(name)".utf8)).hex),
      ]
    }
    try records.put(JSON.object(document).decode(Account.self))
    return Actor(
      account: id, organisation: organisation, place: profile.place, capacities: capacities)
  }

  /// An organisation with these capacities and one account in it that holds them all.
  func actor(_ name: String, _ capacities: Capacity...) throws -> Actor {
    let organisation = try organisation(name, capacities)
    return try actor(name, of: organisation, Set(capacities))
  }

  /// The platform itself.
  var system: Actor { Bootstrap.actor(in: profile.place) }
}
