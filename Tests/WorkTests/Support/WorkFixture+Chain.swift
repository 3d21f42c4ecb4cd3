// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Work

extension WorkFixture {
  /// An agreement in force with an approved scenario under it.
  func makeChain(
    agreement state: Agreement.State = .active, endsOn: String = "2030-12-31"
  ) throws {
    let account = JSON.string(WorkFixture.account.rawValue)
    let owner = JSON.string(WorkFixture.operatorID.rawValue)
    let digest = JSON.string(SHA256.hash([1]).hex)
    try put(
      Agreement.self,
      [
        "id": .string(WorkFixture.agreement.rawValue), "place": .string(platform.place),
        "case": .string(WorkFixture.id("CAL", "call").rawValue),
        "application": .string(WorkFixture.id("APP", "application").rawValue),
        "operator": owner, "grantor": .string(WorkFixture.unit.rawValue), "mode": "byField",
        "number": "1", "digest": digest, "startsOn": "2021-01-01",
        "endsOn": .string(endsOn),
        "termYears": 5, "entries": [], "products": [], "draftedBy": account,
        "state": .string(state.rawValue), "signatures": [],
        "exit": ["handover": [], "certificates": []], "isPublic": "yes",
      ])
    try makeScenario(.approved)
  }

  /// The scenario in a state.
  func makeScenario(_ state: Scenario.State) throws {
    try put(
      Scenario.self,
      [
        "id": .string(WorkFixture.scenario.rawValue), "place": .string(platform.place),
        "agreement": .string(WorkFixture.agreement.rawValue),
        "operator": .string(WorkFixture.operatorID.rawValue),
        "proposedBy": .string(WorkFixture.account.rawValue),
        "plan": [
          "title": "用电指数", "purpose": "金融", "productForm": "接口", "principles": [:],
          "demand": [],
        ],
        "title": "用电指数", "planDigest": .string(SHA256.hash([2]).hex), "sourceUnits": [],
        "state": .string(state.rawValue), "submittedOn": "2026-03-01", "round": 1, "reviews": [],
      ])
  }

  static let grantID = id("GRT", "grant")
  static let program = id("PRG", "program")

  /// An approved grant of the resource.
  func makeGrant(
    _ columns: [String: String], purpose: GrantPurpose = .analysis, filter: [RowTest] = []
  ) throws {
    let columns = columns.sorted { $0.key < $1.key }.map {
      ["name": .string($0.key), "mask": .string($0.value)] as JSON
    }
    let document: JSON = [
      "id": .string(WorkFixture.grantID.rawValue), "place": .string(platform.place),
      "scenario": .string(WorkFixture.scenario.rawValue),
      "agreement": .string(WorkFixture.agreement.rawValue),
      "operator": .string(WorkFixture.operatorID.rawValue),
      "resource": .string(WorkFixture.resource.rawValue),
      "sourceUnit": .string(WorkFixture.unit.rawValue), "tableName": "power",
      "purpose": .string(purpose.rawValue), "columns": .array(columns),
      "rowFilter": try JSON(encoding: filter), "policyDigest": .string(SHA256.hash([3]).hex),
      "joinedResources": 1, "needsLinkageReview": false,
      "requestedBy": .string(WorkFixture.account.rawValue), "state": "approved",
      "consentEpoch": 0,
    ]
    let grant = try document.decode(Grant.self)
    guard case .object(var members) = document else { return }
    members["policyDigest"] = .string(grant.policy(over: nil).digest.hex)
    try put(Grant.self, .object(members))
  }

  /// Changes the grant.
  func changeGrant(_ edit: (inout Grant) -> Void) throws {
    var grant = try platform.find(Grant.self, WorkFixture.grantID)
    edit(&grant)
    try platform.put(grant)
  }

  /// A worker over grants with the keys of this domain.
  func grants() throws -> GrantWorker {
    GrantWorker(parts: parts, keys: try scenarioKeys(), subjects: try MemoryPlatform.subjects())
  }

  /// The keys of pseudonyms.
  func scenarioKeys() throws -> ScenarioKeys {
    try ScenarioKeys(folder: folder + "/scenario-keys", keys: parts.keys, random: parts.random)
  }

  /// Copies of the grant in the vault under the names that its record gives them.
  func unreportedCopies() throws -> [RecordID] {
    let grant = try grant
    let names = try versions().map {
      Materialisation.object(of: grant, version: $0.id, epoch: grant.consentEpoch)
    }
    let there = Set(try objects())
    return names.filter { there.contains($0.rawValue) && $0 != grant.vaultObject }
  }

  /// The grant as it stands.
  var grant: Grant { get throws { try platform.find(Grant.self, WorkFixture.grantID) } }

  /// A queued job of a program.
  @discardableResult
  func makeJob(
    _ name: String, _ kind: ProgramKind = .sql, source: String, outputs: [DeclaredOutput],
    of owner: RecordID = WorkFixture.operatorID, program: RecordID = WorkFixture.program
  ) throws -> RecordID {
    let job = WorkFixture.id("JOB", name)
    let digest = Program.digest(kind: kind, source: source, outputs: outputs).hex
    try put(
      Program.self,
      [
        "id": .string(program.rawValue), "place": .string(platform.place),
        "operator": .string(owner.rawValue),
        "scenario": .string(WorkFixture.scenario.rawValue), "kind": .string(kind.rawValue),
        "processing": "modelling", "name": "index", "digest": .string(digest),
        "outputs": try JSON(encoding: outputs), "source": .string(source),
        "state": "registered", "registeredBy": .string(WorkFixture.account.rawValue),
        "registeredOn": "2026-03-01",
      ])
    try put(
      Job.self,
      [
        "id": .string(job.rawValue), "place": .string(platform.place),
        "operator": .string(owner.rawValue),
        "agreement": .string(WorkFixture.agreement.rawValue),
        "scenario": .string(WorkFixture.scenario.rawValue),
        "program": .string(program.rawValue), "programDigest": .string(digest),
        "grants": [.string(WorkFixture.grantID.rawValue)], "environment": "production",
        "outputNames": .array(outputs.map { .string($0.name) }),
        "submittedBy": .string(WorkFixture.account.rawValue),
        "submittedAt": try JSON(encoding: WorkFixture.now), "state": "queued", "outputs": [],
      ])
    return job
  }
}
