// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Work

extension WorkFixture {
  static let unit = id("ORG", "unit")
  static let operatorID = id("ORG", "operator")
  static let account = id("ACC", "account")
  static let resource = id("RES", "resource")
  static let scenario = id("SCN", "scenario")
  static let agreement = id("AGR", "agreement")

  /// Puts a document in place as a record.
  func put<R: Record>(_ type: R.Type, _ document: JSON) throws {
    try platform.put(document.decode(type))
  }

  /// A published resource of enterprises with their electricity, keyed by the credit code.
  ///
  /// - Parameters:
  ///   - kwh: the type of the column `kwh`.
  ///   - missing: the words for a missing value in every column; nil declares none, as of old.
  func makeResource(
    keys: [String] = ["uscc"], kwh: String = "decimal", missing: [String]? = nil
  ) throws {
    var groups = try ColumnHierarchy.read("区0\t东片\n区1\t东片").get()
    groups.edition = 1
    let hierarchy = try JSON(encoding: groups)
    func column(_ name: String, _ type: String, _ kind: String) -> JSON {
      [
        "hierarchy": name == "district" ? hierarchy : .null,
        "name": .string(name), "type": .string(type), "label": .string(name),
        "classification": ["grade": "general", "kind": .string(kind), "secret": false],
        "missing": missing.map { .array($0.map(JSON.string)) } ?? .null,
      ]
    }
    try put(
      Resource.self,
      [
        "id": .string(WorkFixture.resource.rawValue), "place": .string(platform.place),
        "sourceUnit": .string(WorkFixture.unit.rawValue), "name": "用电", "state": "published",
        "fields": [:],
        "columns": [
          column("uscc", "text", "direct"), column("district", "text", "quasi"),
          column("kwh", kwh, "other"), column("month", "date", "other"),
        ],
        "keyColumns": .array(keys.map(JSON.string)), "subjectColumn": "uscc", "duties": [],
        "confirmedOn": "2026-03-01", "registeredBy": .string(WorkFixture.account.rawValue),
      ])
  }

  /// An attested batch of an uploaded file.
  @discardableResult
  func makeBatch(
    _ name: String, _ bytes: [UInt8], rows: Int, mode: BatchMode = .full,
    encoding: BatchEncoding = .utf8, digest: String? = nil,
    columns: [String] = ["uscc", "district", "kwh", "month"], sequence: Int? = nil,
    form: BatchForm? = nil, keepsQuotedEmpty: Bool? = nil
  ) throws -> RecordID {
    let upload = try upload(name, bytes)
    let batch = WorkFixture.id("BAT", name)
    let manifest: JSON = [
      "mode": .string(mode.rawValue), "columns": .array(columns.map(JSON.string)),
      "encoding": .string(encoding.rawValue), "delimiter": "comma", "rows": .int(Int64(rows)),
      "bytes": .int(Int64(bytes.count)),
      "digest": .string(digest ?? SHA256.hash(bytes).hex),
      "sequence": sequence.map { .int(Int64($0)) } ?? .null,
      "form": form.map { .string($0.rawValue) } ?? .null,
      "keepsQuotedEmpty": keepsQuotedEmpty.map { .bool($0) } ?? .null,
    ]
    try put(
      Batch.self,
      [
        "id": .string(batch.rawValue), "place": .string(platform.place),
        "resource": .string(WorkFixture.resource.rawValue),
        "sourceUnit": .string(WorkFixture.unit.rawValue),
        "scenario": .string(WorkFixture.scenario.rawValue), "state": "attested",
        "manifest": manifest, "upload": .string(upload.rawValue),
        "route": .string(SupplyRoute.cityPlatform.rawValue),
        "deliveredBy": .string(WorkFixture.account.rawValue),
        "deliveredFor": .string(WorkFixture.operatorID.rawValue), "deliveredOn": "2026-03-30",
        "sequence": sequence.map { .int(Int64($0)) } ?? .null,
        "late": false, "attestedBy": .string(WorkFixture.account.rawValue), "failureCounts": [:],
      ])
    return batch
  }

  /// The versions of the resource by number.
  func versions() throws -> [DatasetVersion] {
    try platform.read { try $0.all(DatasetVersion.self) }.sorted { $0.number < $1.number }
  }

  /// Takes in what is attested.
  func ingest() async throws {
    try await IngestWorker(parts: parts).round()
  }
}
