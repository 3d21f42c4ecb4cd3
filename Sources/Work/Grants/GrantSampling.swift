// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
package import Platform
import Sandbox
import Vault

/// Draws a random sample of a grant's masked copy and measures how easily its rows are tied to a
/// subject: by the size of the group that a row forms with those that share its quasi identifiers.
package struct GrantSampling: Sendable {
  /// The most rows of a sample.
  package static let rowsMax = 1_000

  /// What was drawn.
  package struct Made: Codable, Hashable, Sendable {
    /// Its rows.
    package let rows: Int
    /// The measured risk.
    package let risk: SampleRisk
  }

  private let parts: DomainParts
  private let grant: Grant
  private let copy: RecordID
  private let rowsWanted: Int
  private let quasiColumns: [String]

  private static let outputFile = "sample.parquet"

  /// Prepares a sample of a copy.
  package init(
    parts: DomainParts, grant: Grant, copy: RecordID, rowsWanted: Int, quasiColumns: [String]
  ) {
    self.parts = parts
    self.grant = grant
    self.copy = copy
    self.rowsWanted = min(rowsWanted, GrantSampling.rowsMax)
    self.quasiColumns = quasiColumns
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

  /// The object of a grant's sample.
  package static func object(of grant: Grant) -> RecordID {
    ObjectNames.id(of: grant.id, "sample")
  }

  /// The object of this sample.
  package var object: RecordID { GrantSampling.object(of: grant) }

  /// Draws and measures, or finds the sample that an interrupted run finished.
  package func run() async throws -> Made {
    if let made = try parts.vault.finished(Made.self, object) { return made }
    return try await parts.memory.withFolder { folder in
      parts.board.show(grant.id, .running)
      try await parts.vault.decrypt(copy, to: "grant.parquet", in: folder)
      let receipt = try await TrustedQuery(
        sql: sql(seed: parts.random.number() >> 34),
        inputs: [InputFile(name: "grant.parquet", path: folder.path("grant.parquet"))],
        outputs: OutputRule(
          folder: try folder.make("out"), names: [GrantSampling.outputFile]),
        limits: parts.limits.query, threads: parts.limits.threads
      ).run(with: parts.sandbox)
      guard TrustedQuery.failure(of: receipt) == nil,
        let numbers = QueryResult(receipt.standardOutput).numbers, numbers.count == 4
      else { throw DomainFault.query }
      let made = Made(
        rows: numbers[0],
        risk: SampleRisk(
          quasiColumns: quasiColumns, smallestGroup: numbers[1], uniqueRows: numbers[2],
          meanRiskPerMille: numbers[3]))
      _ = try await parts.vault.keep(
        object, from: folder.path("out/\(GrantSampling.outputFile)"),
        metadata: JSON(encoding: made), at: parts.now())
      return made
    }
  }

  private func sql(seed: UInt64) -> String {
    let columns = quasiColumns.map(SQLText.name)
    let group = columns.isEmpty ? "" : "GROUP BY \(columns.joined(separator: ", "))"
    let shown = columns.isEmpty ? "" : columns.joined(separator: ", ") + ", "
    let same =
      columns.isEmpty
      ? "true"
      : columns.map { "s.\($0) IS NOT DISTINCT FROM c.\($0)" }.joined(separator: " AND ")
    return """
      CREATE VIEW g AS FROM read_parquet('/in/grant.parquet');
      CREATE TEMP TABLE s AS SELECT * FROM g
        USING SAMPLE reservoir(\(rowsWanted) ROWS) REPEATABLE (\(seed));
      COPY (SELECT * FROM s ORDER BY ALL) TO '/out/\(GrantSampling.outputFile)' (FORMAT parquet);
      CREATE TEMP TABLE c AS SELECT \(shown)count(*) AS "shuyu:rows" FROM g \(group);
      SELECT count(*) AS rows, (SELECT coalesce(min("shuyu:rows"), 0) FROM c) AS smallest,
        count(*) FILTER (WHERE c."shuyu:rows" = 1) AS alone,
        coalesce(CAST(ceil(avg(1000.0 / c."shuyu:rows")) AS BIGINT), 0) AS risk
      FROM s JOIN c ON \(same);
      """
  }
}
