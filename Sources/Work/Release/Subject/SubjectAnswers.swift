// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Foundation
import Gateway
import Platform

/// Computes the answers about all subjects of a released template, as the index that an edge
/// serves. It holds no code of anybody, only marks under the edge's key.
struct SubjectAnswers: Sendable {
  /// The most bytes of the rows from which an index is made.
  static let rowsBytesMax = 1 << 30

  let parts: DomainParts
  let data: ReleaseData
  let release: RecordID
  /// The digest of the reviewed template.
  let specification: Digest
  let template: SubjectTemplate
  let key: SubjectKey

  /// Computes the index.
  func index() async throws -> [UInt8] {
    try await parts.memory.withFolder { folder in
      _ = try await data.query(
        "COPY (\(SubjectSQL.rows(template))) TO '/out/subjects.json' (FORMAT json);",
        file: "subjects.json", parts: parts, in: folder)
      let bytes = try folder.read(
        "out/subjects.json", bytesMax: SubjectAnswers.rowsBytesMax)
      let rows = try await onThread { try parse(bytes) }
      return try SubjectIndex.bytes(
        release: release, specification: specification, fields: template.fields.map(\.name),
        rows: rows, key: key)
    }
  }

  private func parse(_ bytes: [UInt8]) throws -> [SubjectIndex.Row] {
    try bytes.split(separator: UInt8(ascii: "\n")).map { line in
      let json = try JSON.parse(Array(line))
      guard let code = json["subject"]?.string else { throw DomainFault.form }
      let values = template.fields.indices.map { json["f\($0)"]?.string }
      return SubjectIndex.Row(code: code, values: values)
    }
  }
}
