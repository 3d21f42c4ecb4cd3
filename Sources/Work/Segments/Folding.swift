// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Sandbox
import Vault

/// Writes segments of a version anew, so that what batches changed or deleted is in fewer of them,
/// or in none. The rows that count stay the same.
///
/// Each object's name follows from the segments before, so that an interrupted run finds what it
/// wrote. Nobody sees any of it until the manifest is there and its report was taken.
struct Folding: Sendable {
  let parts: DomainParts
  let version: DatasetVersion
  let manifest: SegmentManifest

  /// What was written.
  struct Result: Sendable {
    let manifest: SegmentManifest
    let object: RecordID
    let digest: String
    /// Bytes before encryption of the segments that were written.
    let written: Int
    /// The objects that were written.
    let made: [RecordID]
  }

  /// What is kept with a segment.
  private struct Note: Codable {
    let rows: Int
  }

  /// The segments that a run over a version as it is now may have written.
  static func possibleObjects(of version: DatasetVersion, limits: SegmentLimits) -> [RecordID] {
    var objects = ["merged", "joined"].map { name(version, $0, "") }
    var buckets = 1
    while buckets <= limits.bucketsMax {
      objects += (0..<buckets).map { name(version, "bucket", "\(buckets)/\($0)") }
      buckets *= 2
    }
    return objects
  }

  private static func name(
    _ version: DatasetVersion, _ purpose: String, _ detail: String
  ) -> RecordID {
    ObjectNames.id(of: version.id, purpose, over: version.vaultObject.rawValue, detail)
  }

  /// Writes what the plan says, and the manifest.
  func run(_ plan: FoldPlan) async throws -> Result {
    let (folded, segments) = try await parts.withFolder(for: bytes(of: plan)) { folder -> Written in
      switch plan {
      case .split(let buckets): try await split(into: buckets, in: folder)
      case .fold(let buckets): try await fold(buckets, in: folder)
      case .merge: try await merge(in: folder)
      case .join(let numbers): try await join(numbers, in: folder)
      }
    }
    if folded.deltas.isEmpty {
      // Nothing is left that could hide a row: those of the buckets are all there are.
      let rows = folded.bases.reduce(0) { $0 + $1.segment.rows }
      guard rows == folded.rows else { throw DomainFault.form }
    }
    let object = Folding.name(version, "manifest", plan.key)
    let receipt = try await parts.vault.keep(object, [try folded.encoded()], at: parts.now())
    return Result(
      manifest: folded, object: object, digest: receipt.digest.hex,
      written: segments.reduce(0) { $0 + $1.bytes }, made: segments.map(\.object))
  }

  /// The bytes of the segments that are in plaintext at a time.
  private func bytes(of plan: FoldPlan) -> Int {
    let deltas = manifest.deltas.reduce(0) { $0 + $1.segment.bytes }
    func bytes(_ numbers: [Int]) -> [Int] {
      manifest.bases.filter { numbers.contains($0.bucket) }.map(\.segment.bytes)
    }
    return switch plan {
    case .split: manifest.bytes
    case .fold(let buckets): deltas + (bytes(buckets).max() ?? 0)
    case .merge: deltas
    case .join(let numbers): deltas + bytes(numbers).reduce(0, +)
    }
  }

  private typealias Written = (SegmentManifest, [SegmentManifest.Segment])

  private func fold(_ buckets: [Int], in folder: MemoryFolder) async throws -> Written {
    let sql = SegmentSQL(manifest)
    let deltas = try await openDeltas(in: folder)
    let counts = try await run(sql.touchedRows(in: buckets), deltas, .none, in: folder)
    guard counts.count == buckets.count else { throw DomainFault.query }
    let changed = Dictionary(zip(buckets, counts)) { first, _ in first }
    var (folded, written) = (manifest, [SegmentManifest.Segment]())
    for index in folded.bases.indices {
      let base = folded.bases[index]
      guard let count = changed[base.bucket] else { continue }
      try Task.checkCancellation()
      if count > 0 {
        let segment = try await fold(base, deltas, in: folder)
        folded.bases[index].segment = segment
        written.append(segment)
      }
      folded.bases[index].level = manifest.level
    }
    let bases = folded.bases
    folded.deltas.removeAll { delta in !bases.contains { $0.level < delta.level } }
    return (folded, written)
  }

  private func fold(
    _ base: SegmentManifest.Base, _ deltas: [InputFile], in folder: MemoryFolder
  ) async throws -> SegmentManifest.Segment {
    let object = Folding.name(version, "bucket", "\(manifest.buckets)/\(base.bucket)")
    if let known = try found(object) { return known }
    let name = SegmentSQL.file(base)
    let file = try await parts.open(base.segment, as: name, in: folder)
    let (output, made) = ("bucket.parquet", try folder.make("made"))
    let rows = try await run(
      SegmentSQL(manifest).folding(base, to: output), deltas + [file],
      OutputRule(folder: made, backing: folder.backing, names: [output]), in: folder)
    let segment = try await keep(object, folder.path("made/\(output)"), rows.first)
    try folder.remove("made")
    try folder.remove(name)
    return segment
  }

  private func split(into buckets: Int, in folder: MemoryFolder) async throws -> Written {
    let objects = (0..<buckets).map { Folding.name(version, "bucket", "\(buckets)/\($0)") }
    var segments = try objects.compactMap { try found($0) }
    if segments.count < buckets {
      let opened = try await VersionReading(parts: parts, version: StoredVersion(version))
        .open(in: folder)
      let file = { (bucket: Int) in "bucket-\(bucket).parquet" }
      let rows = try await run(
        SegmentSQL(manifest).splitting(into: buckets, file: file), opened.inputs,
        OutputRule(
          folder: try folder.make("made"), backing: folder.backing,
          names: Set((0..<buckets).map(file)), filesMax: buckets), in: folder)
      guard rows.count == buckets else { throw DomainFault.query }
      segments = []
      for (bucket, object) in objects.enumerated() {
        segments.append(
          try await keep(object, folder.path("made/\(file(bucket))"), rows[bucket]))
      }
    }
    var folded = manifest
    folded.buckets = buckets
    folded.deltas = []
    folded.bases = segments.enumerated().map { bucket, segment in
      SegmentManifest.Base(bucket: bucket, level: manifest.level, segment: segment)
    }
    return (folded, segments)
  }

  private func merge(in folder: MemoryFolder) async throws -> Written {
    let object = Folding.name(version, "merged", "")
    let segment = try await write(object, in: folder) { output in
      (SegmentSQL(manifest).merging(to: output), try await openDeltas(in: folder))
    }
    var folded = manifest
    folded.deltas = [SegmentManifest.Delta(level: manifest.level, segment: segment)]
    return (folded, [segment])
  }

  private func join(_ numbers: [Int], in folder: MemoryFolder) async throws -> Written {
    let joined = manifest.bases.filter { numbers.contains($0.bucket) }
    let object = Folding.name(version, "joined", "")
    let segment = try await write(object, in: folder) { output in
      var inputs = try await openDeltas(in: folder)
      for base in joined {
        inputs.append(
          try await parts.open(base.segment, as: SegmentSQL.file(base), in: folder))
      }
      return (SegmentSQL(manifest).joining(inputs.map(\.name), to: output), inputs)
    }
    var folded = manifest
    folded.deltas = []
    folded.bases.removeAll { numbers.contains($0.bucket) }
    let number = (manifest.bases.map(\.bucket).max() ?? -1) + 1
    folded.bases.append(
      SegmentManifest.Base(bucket: number, level: manifest.level, segment: segment))
    return (folded, [segment])
  }

  private func openDeltas(in folder: MemoryFolder) async throws -> [InputFile] {
    var inputs: [InputFile] = []
    for delta in manifest.deltas {
      inputs.append(try await parts.open(delta.segment, as: SegmentSQL.file(delta), in: folder))
    }
    return inputs
  }

  /// Writes one segment, or finds the one that an interrupted run wrote.
  private func write(
    _ object: RecordID, in folder: MemoryFolder,
    _ query: (String) async throws -> (String, [InputFile])
  ) async throws -> SegmentManifest.Segment {
    if let known = try found(object) { return known }
    let output = "made.parquet"
    let (sql, inputs) = try await query(output)
    let rows = try await run(
      sql, inputs,
      OutputRule(folder: try folder.make("made"), backing: folder.backing, names: [output]),
      in: folder)
    return try await keep(object, folder.path("made/\(output)"), rows.first)
  }

  private func run(
    _ sql: String, _ inputs: [InputFile], _ outputs: OutputRule, in folder: MemoryFolder
  ) async throws -> [Int] {
    let receipt = try await parts.query(sql, inputs, outputs: outputs, in: folder)
      .run(with: parts.sandbox)
    guard TrustedQuery.failure(of: receipt) == nil,
      let numbers = QueryResult(receipt.standardOutput).numbers
    else { throw DomainFault.query }
    return numbers
  }

  private func keep(
    _ object: RecordID, _ path: String, _ rows: Int?
  ) async throws -> SegmentManifest.Segment {
    guard let rows else { throw DomainFault.query }
    let receipt = try await parts.vault.keep(
      object, from: path, metadata: JSON(encoding: Note(rows: rows)), at: parts.now())
    return SegmentManifest.Segment(
      object: object, digest: receipt.digest.hex, bytes: receipt.bytes, rows: rows)
  }

  private func found(_ object: RecordID) throws -> SegmentManifest.Segment? {
    guard let note = try parts.vault.finished(Note.self, object) else { return nil }
    let receipt = try parts.vault.verify(try object.vaultID())
    return SegmentManifest.Segment(
      object: object, digest: receipt.digest.hex, bytes: receipt.bytes, rows: note.rows)
  }
}
