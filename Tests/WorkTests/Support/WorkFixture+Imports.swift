// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation
import Work

extension WorkFixture {
  static let importID = id("IMP", "own")

  /// The operator of the scenario.
  var owner: Actor {
    Actor(
      account: WorkFixture.account, organisation: WorkFixture.operatorID, place: platform.place,
      capacities: [.operator])
  }

  /// The file of an import: codes of which some are those of the resource, and a tag.
  static let ownRows = (10..<30).map { number in
    let tag = SHA256.hash(Array("U\(number % 5)".utf8)).hex
    let note = number < 13 ? "=cmd|calc" : number == 20 ? "<script>x" : "平常"
    return "u\(number),\(tag),\(note),\(number)"
  }
  static let ownFile = "code,tag,note,orders\n" + ownRows.joined(separator: "\n") + "\n"
  static let ownColumns = [
    ("code", "text", "direct"), ("tag", "text", "other"), ("note", "text", "other"),
    ("orders", "integer", "sensitive"),
  ]

  /// An import that was asked for, of a file.
  func makeImport(
    _ file: String = WorkFixture.ownFile,
    columns: [(String, String, String)] = WorkFixture.ownColumns,
    rows: Int = 20, form: BatchForm? = nil, digest: String? = nil, lastDay: String = "2027-03-01"
  ) throws {
    let bytes = Array(file.utf8)
    let upload = try upload("own", bytes)
    let declared = columns.map { name, type, kind -> JSON in
      [
        "name": .string(name), "type": .string(type), "label": .string(name), "purpose": "融合",
        "kind": .string(kind), "grade": "general", "secret": false,
      ]
    }
    try put(
      DataImport.self,
      [
        "id": .string(WorkFixture.importID.rawValue), "place": .string(platform.place),
        "agreement": .string(WorkFixture.agreement.rawValue),
        "scenario": .string(WorkFixture.scenario.rawValue),
        "operator": .string(WorkFixture.operatorID.rawValue), "title": "企业订单",
        "source": [
          "holder": "甲", "right": "contract", "number": "8", "signedOn": "2026-03-02",
          "until": .string(lastDay), "purpose": "融合",
        ],
        "personal": false, "columns": .array(declared), "keyColumns": ["code"],
        "subjectColumn": "code",
        "manifest": [
          "mode": "full", "columns": .array(columns.map { .string($0.0) }), "encoding": "utf8",
          "delimiter": "comma", "rows": .int(Int64(rows)), "bytes": .int(Int64(bytes.count)),
          "digest": .string(digest ?? SHA256.hash(bytes).hex),
          "form": form.map { .string($0.rawValue) } ?? .null,
        ],
        "upload": .string(upload.rawValue), "uploads": [.string(upload.rawValue)],
        "lastDay": .string(lastDay), "approvalsNeeded": 2,
        "requestedBy": .string(WorkFixture.account.rawValue), "requestedOn": "2026-03-02",
        "state": "requested", "votes": [],
      ])
  }

  /// The import as it stands.
  var own: DataImport { get throws { try platform.find(DataImport.self, WorkFixture.importID) } }

  /// Puts the import in a state, as people's votes would.
  func setImport(_ state: DataImport.State) throws {
    var found = try own
    found.state = state
    try platform.put(found)
  }

  func scanImports() async throws {
    try await ImportScanWorker(parts: parts).round()
  }

  /// Has an approved import taken in.
  func deliverImport(upload: RecordID? = nil) throws {
    let found = try own
    let answer = try platform.run(
      "import.deliver",
      [
        "import": .string(found.id.rawValue),
        "upload": .string((upload ?? found.upload).rawValue),
        "digest": .string(found.manifest.digest.text),
      ], as: owner)
    guard case .allowed = answer else { throw MemoryPlatform.Lost() }
  }
}
