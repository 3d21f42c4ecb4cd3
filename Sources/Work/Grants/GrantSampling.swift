// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
package import Platform
import Sandbox
import Vault

/// Draws a sample of a grant's masked copy and measures how easily its rows are tied to a subject:
/// by the size of the group that a row forms with those that share its quasi identifiers.
///
/// Rows are put in the order of their quasi identifiers, at random where they agree, and taken at
/// equal distances from a random start: every group gives as large a part of its rows as the whole
/// does, rounded up or down, so that a rare group is not shown more than it is there.
package struct GrantSampling: Sendable {
  /// The most rows of a sample.
  package static let rowsMax = 1_000

  /// What was drawn.
  package struct Made: Codable, Hashable, Sendable {
    /// Its rows.
    package let rows: Int
    /// The measured risk.
    package let risk: SampleRisk
    /// How they were drawn; nil of an interrupted run before it was said.
    package let drawn: SampleDraw?
  }

  private let parts: DomainParts
  private let grant: Grant
  private let copy: RecordID
  private let rowsWanted: Int
  private let quasiColumns: [String]
  private let strata: [String]

  private static let outputFile = "sample.parquet"

  /// Prepares a sample of a copy.
  package init(
    parts: DomainParts, grant: Grant, copy: RecordID, rowsWanted: Int, quasiColumns: [String],
    strata: [String]
  ) {
    self.parts = parts
    self.grant = grant
    self.copy = copy
    self.rowsWanted = min(rowsWanted, GrantSampling.rowsMax)
    self.quasiColumns = quasiColumns
    self.strata = strata
  }

  /// The columns of a grant by which somebody may be recognised: shown in some form, and quasi
  /// identifiers or not classified.
  package static func quasiColumns(of grant: Grant, _ resource: Resource) -> [String] {
    grant.columns.filter { column in
      switch (resource.column(column.name)?.classification?.kind, column.mask) {
      case (_, .null), (.other, _), (.sensitive, _), (_, .pseudonym): false
      case (.direct, _), (.quasi, _), (nil, _): true
      }
    }.map(\.name)
  }

  /// The columns by whose groups a sample is drawn: the quasi identifiers, else the categories that
  /// are shown.
  package static func strata(of grant: Grant, _ resource: Resource) -> [String] {
    let quasi = quasiColumns(of: grant, resource)
    guard quasi.isEmpty else { return quasi }
    return grant.columns.filter { column in
      switch (resource.column(column.name)?.type, column.mask) {
      case (_, .null), (_, .pseudonym), (nil, _): false
      case (.text, _), (.boolean, _), (_, .bucket), (_, .year): true
      default: false
      }
    }.map(\.name)
  }

  /// The object of a grant's sample.
  package static func object(of grant: Grant) -> RecordID {
    object(of: grant, epoch: grant.consentEpoch, policy: grant.policyDigest)
  }

  /// The object of a sample that was drawn in an epoch of consents under a policy.
  static func object(of grant: Grant, epoch: Int, policy: Digest) -> RecordID {
    ObjectNames.id(of: grant.id, "sample", over: String(epoch), policy.hex)
  }

  /// The object of this sample.
  package var object: RecordID { GrantSampling.object(of: grant) }

  /// Draws and measures, or finds the sample that an interrupted run finished.
  package func run() async throws -> Made {
    if let made = try parts.vault.finished(Made.self, object) { return made }
    return try await parts.withFolder(for: try parts.vault.bytes(of: [copy])) { folder in
      parts.board.show(grant.id, .running)
      try await parts.vault.decrypt(copy, to: "grant.parquet", in: folder)
      let receipt = try await parts.query(
        sql(start: parts.random.number() % GrantSampling.steps),
        [InputFile(name: "grant.parquet", path: folder.path("grant.parquet"))],
        outputs: OutputRule(
          folder: try folder.make("out"), backing: folder.backing,
          names: [GrantSampling.outputFile]), in: folder
      ).run(with: parts.sandbox)
      guard TrustedQuery.failure(of: receipt) == nil,
        let numbers = QueryResult(receipt.standardOutput).numbers, numbers.count == 4
      else { throw DomainFault.query }
      let made = Made(
        rows: numbers[0],
        risk: SampleRisk(
          quasiColumns: quasiColumns, smallestGroup: numbers[1], uniqueRows: numbers[2],
          meanRiskPerMille: numbers[3]),
        drawn: SampleDraw(strata: strata))
      _ = try await parts.vault.keep(
        object, from: folder.path("out/\(GrantSampling.outputFile)"),
        metadata: JSON(encoding: made), at: parts.now())
      return made
    }
  }

  /// The parts of a distance between two rows at which drawing may start.
  private static let steps: UInt64 = 1_000_000

  /// The rows taken: those with which the share of rows passed reaches the next whole one.
  private func drawing(start: UInt64) -> String {
    let order = (strata.map(SQLText.name) + ["random()"]).joined(separator: ", ")
    let (steps, wanted) = (GrantSampling.steps, rowsWanted)
    func share(_ place: String) -> String {
      "((\(place)) * least(\(wanted), n) * \(steps) + \(start) * n) // (n * \(steps))"
    }
    return """
      CREATE TEMP TABLE p AS SELECT r FROM (
        SELECT file_row_number AS r, row_number() OVER (ORDER BY \(order)) AS i,
          count(*) OVER () AS n
        FROM read_parquet('/in/grant.parquet', file_row_number=true))
        WHERE \(share("i")) > \(share("i - 1"));
      CREATE TEMP TABLE s AS SELECT * EXCLUDE (file_row_number)
        FROM read_parquet('/in/grant.parquet', file_row_number=true)
        WHERE file_row_number IN (SELECT r FROM p);
      """
  }

  private func sql(start: UInt64) -> String {
    let columns = quasiColumns.map(SQLText.name)
    let group = columns.isEmpty ? "" : "GROUP BY \(columns.joined(separator: ", "))"
    let shown = columns.isEmpty ? "" : columns.joined(separator: ", ") + ", "
    let same =
      columns.isEmpty
      ? "true"
      : columns.map { "s.\($0) IS NOT DISTINCT FROM c.\($0)" }.joined(separator: " AND ")
    return """
      CREATE VIEW g AS FROM read_parquet('/in/grant.parquet');
      \(drawing(start: start))
      COPY (SELECT * FROM s ORDER BY ALL) TO '/out/\(GrantSampling.outputFile)' (FORMAT parquet);
      CREATE TEMP TABLE c AS SELECT \(shown)count(*) AS "shuyu:rows" FROM g \(group);
      SELECT count(*) AS rows, (SELECT coalesce(min("shuyu:rows"), 0) FROM c) AS smallest,
        count(*) FILTER (WHERE c."shuyu:rows" = 1) AS alone,
        coalesce(CAST(ceil(avg(1000.0 / c."shuyu:rows")) AS BIGINT), 0) AS risk
      FROM s JOIN c ON \(same);
      """
  }
}
