// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Platform
import Sandbox
import Tabular
import Vault

/// A delivered file as CSV: where it lies in memory, and what the delivered file itself was.
struct Converted: Sendable {
  /// The CSV file.
  let path: String
  /// Bytes of the delivered file.
  let bytes: Int
  /// SHA-256 of the delivered file.
  let digest: Digest
}

/// Turns JSON lines, the first sheet of a workbook, or Parquet into CSV, in a sandbox of its own.
///
/// Nothing that the file says of itself is believed: not the sizes in a zip's directory, not the
/// counts and statistics of Parquet, no type of a cell. Every value becomes text, and the reader of
/// CSV checks it as that of any delivered file. A row that cannot be turned into the declared
/// columns becomes one with more fields than the header, so that it is kept apart and counted.
struct Conversion: Sendable {
  let parts: DomainParts
  let order: IngestOrder

  /// How the script says what is wrong with the file as a whole.
  private enum Exit {
    static let form = 10
    static let tooLarge = 11
    static let columns = 12
  }

  private static let outputFile = "converted.csv"
  private static let inputFile = "upload.bin"

  /// Converts the file.
  ///
  /// - Throws: `IngestRefusal` for a file that is not of its form or too large once unpacked.
  func run(in folder: MemoryFolder) async throws -> Converted {
    try await parts.vault.decrypt(order.upload, to: Conversion.inputFile, in: folder)
    let path = folder.path(Conversion.inputFile)
    let (bytes, digest) = try await onThread { try Conversion.measure(path) }
    var script = TrustedScript(
      code: ConversionScript.code,
      inputs: [InputFile(name: Conversion.inputFile, path: path)],
      files: [StagedFile(path: "/job/order.json", bytes: try told())],
      outputs: OutputRule(
        folder: try folder.make("converted"), backing: folder.backing,
        names: [Conversion.outputFile], filesMax: 1),
      limits: parts.limits.query)
    script.scratch = folder.scratch
    let receipt = try await script.run(with: parts.sandbox)
    try folder.remove(Conversion.inputFile)
    switch receipt.exit {
    case .exited(0): break
    case .exited(Exit.tooLarge), .memoryExceeded, .outputExceeded, .scratchExceeded:
      throw IngestRefusal("file.tooLarge")
    case .exited(Exit.columns):
      throw IngestRefusal("file.columns", counts: Conversion.counts(receipt.standardOutput))
    case .exited(Exit.form), .exited, .signalled: throw IngestRefusal("file.form")
    case .timedOut, .cpuExceeded, .cancelled: throw DomainFault.query
    }
    return Converted(
      path: folder.path("converted/\(Conversion.outputFile)"), bytes: bytes, digest: digest)
  }

  /// What the script is told: the form, and the columns with the kinds of their values.
  private func told() throws -> [UInt8] {
    let columns = order.schema.map { column -> JSON in
      ["name": .string(column.name), "kind": .string(Conversion.kind(column.type))]
    }
    let json: JSON = [
      "form": .string(order.form.rawValue), "columns": .array(columns),
      "unpackedMax": .int(Int64(clamping: parts.limits.query.outputBytes / 2)),
    ]
    return json.canonical()
  }

  private static func kind(_ type: Tabular.ColumnType) -> String {
    switch type {
    case .text, .code: "text"
    case .date: "date"
    case .datetime: "time"
    case .integer, .decimal, .real, .boolean: "number"
    }
  }

  private static func measure(_ path: String) throws -> (Int, Digest) {
    guard let file = FileHandle(forReadingAtPath: path) else { throw DomainFault.memory }
    defer { try? file.close() }
    var (bytes, hasher) = (0, Hasher256(.sha256))
    while let data = try file.read(upToCount: 1 << 20), !data.isEmpty {
      bytes += data.count
      hasher.update(Array(data))
    }
    return (bytes, hasher.finalize())
  }

  /// The counts that the script prints, a name and a number in each line.
  private static func counts(_ bytes: [UInt8]) -> [String: Int] {
    var counts: [String: Int] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count == 2, let number = Int(fields[1]), number > 0 else { continue }
      counts[String(fields[0])] = number
    }
    return counts
  }
}
