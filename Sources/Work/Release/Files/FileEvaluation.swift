// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Platform

/// Brings a job's output into its canonical form and looks for codes of people in it.
///
/// A file always goes before people: no rule of the platform knows what its cells mean.
struct FileEvaluation: Sendable {
  /// The most bytes of a file that leaves.
  static let bytesMax = 16_000_000
  /// The most rows of a file that no rule but the content scan looks at.
  static let rowsMax = 5_000

  let parts: DomainParts
  let data: ReleaseData
  let spec: FileSpec
  /// A column that is left out; nil for none.
  var stripped: String?
  /// The most rows of it.
  var rowsMax = FileEvaluation.rowsMax

  /// Evaluates.
  func run(in folder: MemoryFolder) async throws -> EvaluationResult {
    let columns = stripped.map { "* EXCLUDE (\(SQLText.name($0)))" } ?? "*"
    _ = try await data.query(
      "COPY (SELECT \(columns) FROM \(ReleaseData.view)) TO '/out/file.csv' (FORMAT csv, HEADER);",
      file: "file.csv", parts: parts, in: folder)
    let raw: [UInt8]
    do {
      raw = try folder.read("out/file.csv", bytesMax: FileEvaluation.bytesMax)
    } catch DomainFault.tooLarge {
      throw EvaluationRefusal(.tooLarge)
    }
    let canonicaliser = OutputCanonicaliser(places: spec.decimals, rowsMax: rowsMax)
    switch canonicaliser.canonicalise(raw) {
    case .refused(.tooLarge), .refused(.tooManyRows): throw EvaluationRefusal(.tooLarge)
    case .refused: throw EvaluationRefusal(.form)
    case .canonical(let output): return result(output, raw)
    }
  }

  private func result(_ output: CanonicalOutput, _ raw: [UInt8]) -> EvaluationResult {
    // A code that was read as a number has decimals in the canonical form: look at both.
    let scans = [output.bytes, raw, FileEvaluation.withoutEmptyDecimals(output.bytes)].map {
      ContentScan(String(decoding: $0, as: UTF8.self))
    }
    let scan = scans.max { $0.hits.count < $1.hits.count } ?? scans[0]
    let personal = scans.map { $0.hits.filter(\.kind.isPersonal).count }.max() ?? 0
    let cells = output.rowCount * output.columns.count
    var findings: [String: Int] = [:]
    for (kind, count) in scans.flatMap(\.counts) {
      findings["scan-\(kind.rawValue)"] = max(findings["scan-\(kind.rawValue)"] ?? 0, count)
    }
    if output.changes.formulaLike > 0 { findings["formula-like"] = output.changes.formulaLike }
    let isUnsafe = personal > 0 || scans.contains(where: \.isTruncated)
    return EvaluationResult(
      verdict: isUnsafe ? .fail : .review, cells: cells,
      unsafeCells: personal, withheld: 0, findings: findings,
      evidence: evidence(output, scan, isUnsafe: isUnsafe),
      // Nobody may approve it, so nobody needs to read it.
      content: isUnsafe ? nil : output.bytes)
  }

  /// The text with `.00` and the like behind numbers left out.
  static func withoutEmptyDecimals(_ bytes: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: ".") {
        let end = bytes[(place + 1)...].firstIndex { $0 != UInt8(ascii: "0") } ?? bytes.count
        let isNumber = end < bytes.count && (0x30...0x39).contains(bytes[end])
        if end > place + 1, !isNumber {
          place = end
          continue
        }
      }
      kept.append(bytes[place])
      place += 1
    }
    return kept
  }

  private func evidence(_ output: CanonicalOutput, _ scan: ContentScan, isUnsafe: Bool) -> JSON {
    [
      "rows": .int(Int64(output.rowCount)),
      // A heading is content too.
      "columns": .array(isUnsafe ? [] : output.columns.prefix(1_024).map(JSON.string)),
      "columnCount": .int(Int64(output.columns.count)),
      "numbersRewritten": .int(Int64(output.changes.numbersRewritten)),
      "invisibleRemoved": .int(Int64(output.changes.invisibleRemoved)),
      "formulaLike": .int(Int64(output.changes.formulaLike)),
      "numbersInText": .int(Int64(output.changes.numbersInText)),
      "rowsReordered": .bool(output.changes.rowsReordered),
      "hits": .array(
        scan.hits.prefix(EvidenceDocument.listedMax).map { hit in
          [
            "kind": .string(hit.kind.rawValue), "line": .int(Int64(hit.line)),
            "column": .int(Int64(hit.column)),
          ]
        }),
      "hitsCut": .bool(scan.isTruncated),
    ]
  }
}
