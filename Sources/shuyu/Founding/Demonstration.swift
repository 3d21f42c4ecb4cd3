// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Platform
import Regulation
import Store

/// Loads organisations and accounts of a demonstration from its file, through the same actions
/// that administrators use.
struct Demonstration: Sendable {
  /// The writer.
  let committer: Committer
  /// The state.
  let database: PlatformDatabase
  /// Where the accounts are written.
  let installation: Installation
  /// The folder of the rules; demonstrations lie beside it.
  let regulations: String
  /// Randomness for passwords.
  let random: any RandomSource

  /// A demonstration's file.
  private struct Plan: Decodable {
    struct Unit: Decodable, Sendable {
      let key: String
      let name: String
      let uscc: String
      let legalForm: String
      let capacities: [Capacity]
    }
    struct Person: Decodable, Sendable {
      let login: String
      let organisation: String
      let name: String
      let capacities: [Capacity]
      let subject: Subject?
    }
    struct Subject: Decodable, Sendable {
      let kind: String
      let code: String
    }
    let place: String
    let organisations: [Unit]
    let accounts: [Person]
  }

  /// An account as it is handed over.
  private struct DemoAccount: Codable, Sendable {
    let account: String
    let password: String
    let capacities: [Capacity]
    let organisation: String
    let organisationName: String
    let place: String
  }

  /// Loads the demonstration unless it is loaded already.
  func load() async throws {
    let folder = URL(filePath: regulations).deletingLastPathComponent()
      .appending(path: "Demonstration")
    let target = installation.root.appending(path: "demo-accounts.json")
    guard !FileManager.default.fileExists(atPath: target.path) else { return }
    var accounts: [DemoAccount] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    where name.hasSuffix(".json") {
      let plan = try JSONDecoder().decode(
        Plan.self, from: Data(contentsOf: folder.appending(path: name)))
      accounts += try await load(plan)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try Installation.writePrivate(Array(try encoder.encode(accounts)), to: target)
  }

  private func load(_ plan: Plan) async throws -> [DemoAccount] {
    let system = try administrator(.systemAdministrator, plan.place)
    let security = try administrator(.securityAdministrator, plan.place)
    var units: [String: (id: RecordID, name: String)] = [:]
    for unit in plan.organisations {
      let id = try await act(
        "organisation.register", as: system,
        [
          "name": .string(unit.name), "uscc": .string(unit.uscc),
          "legalForm": .string(unit.legalForm), "place": .string(plan.place),
          "capacities": .array(unit.capacities.map { .string($0.rawValue) }),
        ])
      units[unit.key] = (id, unit.name)
    }
    var made = try handedOver(plan.place)
    // Deriving a verifier takes a good part of a second each, so accounts are made side by side.
    made += try await withThrowingTaskGroup(of: DemoAccount.self) { group in
      for person in plan.accounts {
        guard let unit = units[person.organisation] else {
          throw SetupError("the demonstration names an unknown organisation")
        }
        group.addTask {
          try await make(person, in: unit, plan.place, system: system, security: security)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    return made.sorted { $0.account < $1.account }
  }

  private func make(
    _ person: Plan.Person, in unit: (id: RecordID, name: String), _ place: String,
    system: RecordID, security: RecordID
  ) async throws -> DemoAccount {
    let password = Password.make(random)
    let id = try await act(
      "account.create", as: system,
      [
        "login": .string(person.login), "organisation": .string(unit.id.rawValue),
        "kind": "person", "name": .string(person.name), "password": .string(password),
      ])
    var grant: [String: JSON] = [
      "account": .string(id.rawValue), "assurance": "document_seen",
      "capacities": .array(person.capacities.map { .string($0.rawValue) }),
    ]
    if let subject = person.subject {
      grant["subjectKind"] = .string(subject.kind)
      grant["subjectCode"] = .string(subject.code)
    }
    _ = try await act("account.grant", as: security, grant)
    return DemoAccount(
      account: person.login, password: password, capacities: person.capacities,
      organisation: unit.id.rawValue, organisationName: unit.name, place: place)
  }

  /// The three administrators, whose passwords were written at the founding.
  private func handedOver(_ place: String) throws -> [DemoAccount] {
    struct First: Decodable {
      let account: String
      let password: String
      let capacities: [Capacity]
      let place: String
    }
    guard FileManager.default.fileExists(atPath: installation.firstAccounts.path) else { return [] }
    let first = try JSONDecoder().decode(
      [First].self, from: Data(contentsOf: installation.firstAccounts))
    return try first.filter { $0.place == place }.map { account in
      let organisation = try database.read { read in
        try read.first(Account.self, .equal("login", account.account)).flatMap {
          try read.find(Organisation.self, $0.organisation)
        }
      }
      return DemoAccount(
        account: account.account, password: account.password, capacities: account.capacities,
        organisation: organisation?.id.rawValue ?? "", organisationName: organisation?.name ?? "",
        place: account.place)
    }
  }

  private func administrator(_ capacity: Capacity, _ place: String) throws -> RecordID {
    let login = "\(place)-\(capacity.rawValue.lowercased())"
    let account = try database.read { try $0.first(Account.self, .equal("login", login)) }
    guard let account else { throw SetupError("`\(login)` is missing") }
    return account.id
  }

  private func act(
    _ name: String, as account: RecordID, _ input: [String: JSON]
  ) async throws -> RecordID {
    let answer = try await committer.submit(
      Submission(name: name, account: account, input: .object(input)))
    guard case .allowed(_, let result) = answer,
      let id = result["id"]?.string.flatMap(RecordID.init)
    else {
      throw SetupError(
        "the demonstration's `\(name)` was not allowed; where it was loaded before and "
          + "demo-accounts.json is gone (a backup does not hold it), start without --demo")
    }
    return id
  }
}
