// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Glibc
import Platform
import Regulation
import Scenarios

/// Plays steps of a place's chain over HTTP, for any number of parties beside each other.
struct ChainPlay {
  /// The chain.
  let chain: ScenarioChain
  private let server: RunningServer
  private var logins: [String: (login: String, password: String)] = [:]
  private var clients: [String: TestClient] = [:]
  private var papers: Set<String> = []
  private var today: Day

  /// Plays on a server that was founded on the chain's first day, with its administrators.
  init(_ chain: ScenarioChain, on server: RunningServer) throws {
    self.chain = chain
    self.server = server
    today = chain.start
    let file = server.data.appending(path: "first-accounts.json")
    for first in try JSON.parse(Array(Data(contentsOf: file))).array ?? []
    where first["place"]?.string == chain.place {
      for capacity in (first["capacities"]?.array ?? []).compactMap(\.string) {
        logins[capacity] = (
          first["account"]?.string ?? "", first["password"]?.string ?? ""
        )
      }
    }
  }

  /// A person who is signed in.
  mutating func client(_ person: String) async throws -> TestClient {
    if let client = clients[person] { return client }
    guard let known = logins[person] else { throw TestProblem("nobody is `\(person)`") }
    var client = TestClient(server.address)
    let reply = try await client.send(
      "POST", "/api/v1/sessions",
      ["account": .string(known.login), "password": .string(known.password)])
    client.token = reply.json["token"]?.string
    guard client.token != nil else { throw TestProblem("`\(person)`: \(reply.status)") }
    clients[person] = client
    return client
  }

  /// Gives people organisations and accounts; what they are called goes into the values.
  mutating func join(_ ids: [String], _ values: inout ScenarioValues) async throws {
    for person in chain.people where ids.contains(person.id) {
      let number = 700 + (chain.people.firstIndex { $0.id == person.id } ?? 0)
      let organisation = try await organisation(of: person, number, values)
      let (login, password) = ("t-\(person.id)".lowercased(), Hex.encode(SystemRandom().bytes(10)))
      let account = try await allowed(
        "account.create", .systemAdministrator,
        [
          "login": .string(login), "organisation": organisation, "kind": "person",
          "name": .string(person.id), "password": .string(password),
        ])
      var grant: [String: JSON] = [
        "account": account, "assurance": "document_seen",
        "capacities": .array(person.capacities.map { .string($0.rawValue) }),
      ]
      grant.merge(person.subject(number)) { $1 }
      _ = try await allowed("account.grant", .securityAdministrator, grant)
      logins[person.id] = (login, password)
      values.name(
        person.id, organisation: organisation.string ?? "", account: account.string ?? "")
    }
  }

  private mutating func organisation(
    of person: ScenarioChain.Person, _ number: Int, _ values: ScenarioValues
  ) async throws -> JSON {
    if let colleague = person.with { return values.named["organisation.\(colleague)"] ?? .null }
    let capacities = person.organisationCapacities(among: chain.people)
    let fields: [String: JSON] = [
      "name": .string(person.organisation ?? ""), "place": .string(chain.place),
      "uscc": .string(ScenarioCodes.organisation(number)), "legalForm": .string(person.form),
      "capacities": .array(capacities.map { .string($0.rawValue) }),
    ]
    return try await allowed(
      "organisation.register", .systemAdministrator, fields.merging(person.registration) { $1 })
  }

  private mutating func allowed(
    _ name: String, _ capacity: Capacity, _ input: [String: JSON]
  ) async throws -> JSON {
    let reply = try await client(capacity.rawValue).act(name, .object(input))
    guard let id = reply.json["result"]?["id"] else {
      throw TestProblem("\(name): \(reply.status) \(reply.json.canonicalText)")
    }
    return id
  }

  /// Plays a step that must be allowed, with the values of the party whose it is.
  mutating func play(_ step: ScenarioStep, _ values: inout ScenarioValues) async throws {
    if let day = step.on, day != today {
      let instant = Instant(milliseconds: Int64(day.number) * 86_400_000 + 3_600_000)
      _ = try await client(Capacity.systemAdministrator.rawValue).act(
        "clock.move", ["instant": .string(instant.description)])
      clients = [:]
      today = day
    }
    let form = step.form.flatMap { chain.forms[$0] } ?? [:]
    let template = JSON.object(form.merging(step.input) { $1 })
    let input = try await filled(template, by: step.by, values)
    switch step.kind {
    case .act(let name): try await act(name, by: step.by, input, saving: step.save, &values)
    case .read(let plural):
      let reply = try await client(step.by).send("GET", "/api/v1/\(plural)?limit=100")
      let row = reply.json["items"]?.array?.first { row in
        (input.object ?? [:]).allSatisfy { row[$0.key] == $0.value }
      }
      try save(step.save, of: row ?? .null, plural, &values)
    case .call, .upload, .package, .page, .product:
      throw TestProblem("line \(step.line) is no step of a chain")
    }
  }

  /// Does an action that must be allowed, from a form and other fields.
  mutating func act(
    _ name: String, by person: String, form: String? = nil, _ fields: [String: JSON],
    saving: [String: String] = [:], _ values: inout ScenarioValues
  ) async throws {
    let template = (form.flatMap { chain.forms[$0] } ?? [:]).merging(fields) { $1 }
    let input = try await filled(.object(template), by: person, values)
    try await act(name, by: person, input, saving: saving, &values)
  }

  private mutating func act(
    _ name: String, by person: String, _ input: JSON, saving: [String: String],
    _ values: inout ScenarioValues
  ) async throws {
    let reply = try await client(person).act(name, input)
    guard reply.status == 200 else {
      throw TestProblem("\(name) by \(person): \(reply.json.canonicalText.prefix(800))")
    }
    try save(saving, of: reply.json["result"] ?? .null, name, &values)
  }

  /// Puts up papers before they are named, and fills in what was saved.
  private mutating func filled(
    _ template: JSON, by person: String, _ values: ScenarioValues
  ) async throws -> JSON {
    for text in ScenarioValues.papers(in: template).sorted()
    where papers.insert("\(person)/\(text)").inserted {
      let reply = try await client(person).send(
        "POST", "/api/v1/uploads?name=paper", bytes: Array(text.utf8))
      guard reply.status == 201 else { throw TestProblem("a paper: \(reply.status)") }
    }
    let filled = try values.filled(template).object ?? [:]
    return .object(filled.filter { $0.value != .null })
  }

  private func save(
    _ names: [String: String], of found: JSON, _ what: String, _ values: inout ScenarioValues
  ) throws {
    for (name, path) in names {
      guard let value = ScenarioValues.member(of: found, path), value != .null else {
        throw TestProblem("\(what) gives no `\(path)`: \(found.canonicalText.prefix(400))")
      }
      values.named[name] = value
    }
  }

  /// Looks at a record until it is in one of these states.
  mutating func wait(
    _ path: String, by person: String, member: String = "state", until states: Set<String>
  ) async throws -> JSON {
    let client = try await client(person)
    let deadline = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < deadline {
      let found = try await client.send("GET", "/api/v1/\(path)").json
      if states.contains(found[member]?.string ?? "") { return found }
      sched_yield()
    }
    throw TestProblem("\(path) does not come to be \(states.sorted())")
  }
}
