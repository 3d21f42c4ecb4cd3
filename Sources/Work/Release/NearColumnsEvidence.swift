// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Measured columns of a table that are equal but for few people, sought with its evidence.
struct NearColumnsEvidence: Sendable {
  private static let file = "near.csv"

  /// Nothing where the table has fewer than two columns of numbers.
  private let query: NearColumnsQuery?

  /// Prepares the search beside a table's evidence, over the same people.
  init(_ evidence: EvidenceQuery, threshold: Int) {
    query = NearColumnsQuery(
      evidence.tabulation, from: evidence.source, threshold: threshold, person: evidence.person)
  }

  /// The statement; the data are read once for all, so that there is no second one for what the
  /// first finds.
  var sql: String {
    query.map {
      "COPY (\($0.sql($0.pairs))) TO '/out/\(Self.file)' (FORMAT csv, HEADER, FORCE_QUOTE *);\n"
    } ?? ""
  }

  /// What the statement writes.
  var files: Set<String> { query == nil ? [] : [Self.file] }

  /// What the statement wrote.
  func answer(in folder: MemoryFolder) throws -> [UInt8] {
    guard query != nil else { return [] }
    return try folder.read("out/\(Self.file)", bytesMax: TabulationEvaluation.answerBytesMax)
  }

  /// The objections, at the second column of each pair.
  func findings(of answer: [UInt8]) throws(EvidenceError) -> [Finding] {
    guard let query else { return [] }
    let columns = query.tabulation.measuredColumns
    return try NearColumns.all(csv: answer, of: query, among: query.pairs).map { found in
      Finding(
        rule: .differencing, severity: found.severity, cell: found.cell,
        measure: query.tabulation.measures.firstIndex {
          $0.column == columns[found.pair.second] && ($0.function == .sum || $0.function == .mean)
        }, formula: .columnsDifferBelow, parameter: query.threshold, observed: found.people)
    }
  }
}
