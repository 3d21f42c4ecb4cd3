// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Sandbox

/// Writes the look-up files that a grant's query reads: one pass of the database over the column
/// for its distinct values, one pass over those.
///
/// The key of pseudonyms and that of subjects' codes stay with the platform: no sandbox sees them.
struct GrantLookups: Sendable {
  let parts: DomainParts
  let folder: MemoryFolder
  let data: VersionReading.Opened

  private static let valuesFolder = "values"

  /// Writes all of them and names them as inputs.
  func write(
    _ query: GrantQuery, key: () throws -> [UInt8], subjects: SubjectMarker,
    consents: GrantConsents?
  ) async throws -> [InputFile] {
    var names = query.tables.map(\.name)
    for table in query.tables { try folder.write(table.bytes, to: table.name) }
    if let values = query.pseudonymValues {
      let key = try key()
      try await write(GrantLookup.pseudonyms, of: values) { batch in
        try pseudonymLines(batch, key)
      }
      names.append(GrantLookup.pseudonyms)
    }
    if let values = query.subjectValues {
      guard let consents else { throw DomainFault.records }
      try await write(GrantLookup.subjects, of: values) { batch in
        subjectLines(batch, consents, subjects)
      }
      names.append(GrantLookup.subjects)
    }
    return names.map { InputFile(name: $0, path: folder.path($0)) }
  }

  /// Runs the query of the values, and makes a file of them.
  private func write(
    _ name: String, of values: String,
    _ body: @escaping @Sendable (ValueFile.Batch) throws -> [UInt8]
  ) async throws {
    let made = try folder.make(GrantLookups.valuesFolder)
    let receipt = try await parts.query(
      data.prelude + "COPY (\(values)) TO '/out/\(name)' (FORMAT csv, HEADER false);",
      data.inputs, outputs: OutputRule(folder: made, backing: folder.backing, names: [name]),
      in: folder
    ).run(with: parts.sandbox)
    guard TrustedQuery.failure(of: receipt) == nil else { throw DomainFault.query }
    let file = ValueFile(path: folder.path("\(GrantLookups.valuesFolder)/\(name)"))
    let output = folder.path(name)
    try await onThread { try file.rewrite(to: output, body) }
    try folder.remove(GrantLookups.valuesFolder)
  }

  private func pseudonymLines(_ batch: ValueFile.Batch, _ key: [UInt8]) throws -> [UInt8] {
    guard let codes = Pseudonym.codes(of: batch.bytes, endingAt: batch.ends, key: key) else {
      throw DomainFault.records
    }
    var lines: [UInt8] = []
    lines.reserveCapacity(batch.bytes.count * 2 + batch.ends.count * 67)
    for index in batch.ends.indices {
      GrantLookup.appendKey(of: batch.value(index), to: &lines)
      lines.append(UInt8(ascii: ","))
      let code = (index * Pseudonym.codeBytes)..<((index + 1) * Pseudonym.codeBytes)
      Hex.append(codes[code], to: &lines)
      lines.append(UInt8(ascii: "\n"))
    }
    return lines
  }

  /// The keys of the codes by which rows are chosen.
  private func subjectLines(
    _ batch: ValueFile.Batch, _ consents: GrantConsents, _ subjects: SubjectMarker
  ) -> [UInt8] {
    var lines: [UInt8] = []
    for index in batch.ends.indices {
      let value = batch.value(index)
      let marks = subjects.marks(of: String(decoding: value, as: UTF8.self))
      if marks.contains(where: consents.subjects.contains) {
        GrantLookup.appendKey(of: value, to: &lines)
        lines.append(UInt8(ascii: "\n"))
      }
    }
    return lines
  }
}
