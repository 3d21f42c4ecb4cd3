// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
package import Platform
import Sandbox
import Vault

/// Writes the copy of a resource that one scenario may use: its columns, masks and rows.
///
/// Trusted SQL in a sandbox of its own makes it from the version that holds; it is encrypted under
/// a key of its own. A job never sees anything but such copies.
package struct Materialisation: Sendable {
  private let parts: DomainParts
  private let keys: ScenarioKeys
  private let grant: Grant
  private let resource: Resource
  private let version: DatasetVersion
  private let subjects: SubjectMarker

  /// What was written.
  package struct Copy: Codable, Hashable, Sendable {
    /// Its rows.
    package let rows: Int
    /// The digest of the subjects by whom rows were chosen; nil when authorisations chose none.
    package let consents: Digest?
    /// The last day on which all their authorisations hold; nil when authorisations kept no rows.
    package let consentsUntil: Day?
  }

  private static let outputFile = "grant.parquet"

  /// Prepares a copy of a version.
  package init(
    parts: DomainParts, keys: ScenarioKeys, subjects: SubjectMarker, grant: Grant,
    resource: Resource, version: DatasetVersion
  ) {
    self.parts = parts
    self.keys = keys
    self.grant = grant
    self.resource = resource
    self.version = version
    self.subjects = subjects
  }

  /// The object of a grant's copy: by version, policy and the epoch of consents.
  package static func object(
    of grant: Grant, version: RecordID, epoch: Int, policy: Digest? = nil
  ) -> RecordID {
    ObjectNames.id(
      of: grant.id, "copy", over: version.rawValue, (policy ?? grant.policyDigest).hex,
      String(epoch))
  }

  /// The object of this copy.
  package var object: RecordID {
    Materialisation.object(of: grant, version: version.id, epoch: grant.consentEpoch)
  }

  /// Writes the copy, or finds the one that an interrupted run finished.
  package func run() async throws -> Copy {
    if let copy = try parts.vault.finished(Copy.self, object) {
      // One that was written before copies said so is reported with what the records say.
      let today = parts.now().day(in: .china)
      let until = try parts.reporting.read { try GrantConsents(grant, on: today, $0) }?.until
      return Copy(
        rows: copy.rows, consents: copy.consents, consentsUntil: copy.consentsUntil ?? until)
    }
    let today = parts.now().day(in: .china)
    let consents = try parts.reporting.read { try GrantConsents(grant, on: today, $0) }
    // Read again: its segments may have been folded since, and the earlier ones are on their way
    // out. Those of now stay while a grant of the resource is being written.
    let found = try parts.reporting.read { try $0.find(DatasetVersion.self, version.id) }
    let reading = VersionReading(parts: parts, version: StoredVersion(found ?? version))
    return try await parts.withFolder(for: try await reading.bytes()) { folder in
      let copy = try await write(consents, of: reading, in: folder)
      parts.board.show(grant.id, .encrypting, rows: copy.rows)
      _ = try await parts.vault.keep(
        object, from: folder.path("out/\(Materialisation.outputFile)"),
        metadata: JSON(encoding: copy), at: parts.now())
      return copy
    }
  }

  private func write(
    _ consents: GrantConsents?, of reading: VersionReading, in folder: MemoryFolder
  ) async throws -> Copy {
    parts.board.show(grant.id, .running, rowsExpected: version.rows)
    let data = try await reading.open(in: folder)
    let query = try GrantSQL.compile(
      grant.policy(over: resource), columns: resource.columns,
      subjectColumn: resource.subjectColumn, source: data.source)
    let lookups = try await GrantLookups(parts: parts, folder: folder, data: data).write(
      query, key: { try keys.key(of: grant.scenario) }, subjects: subjects, consents: consents)
    let file = "/out/\(Materialisation.outputFile)"
    let receipt = try await parts.query(
      """
      \(data.prelude)COPY (\(query.sql)) TO '\(file)' (FORMAT parquet);
      SELECT count(*) AS rows FROM read_parquet('\(file)');
      """, data.inputs + lookups,
      outputs: OutputRule(
        folder: try folder.make("out"), backing: folder.backing,
        names: [Materialisation.outputFile]), in: folder
    ).run(with: parts.sandbox)
    guard TrustedQuery.failure(of: receipt) == nil,
      let rows = QueryResult(receipt.standardOutput).firstNumber
    else { throw DomainFault.query }
    return Copy(rows: rows, consents: consents?.digest, consentsUntil: consents?.until)
  }
}
