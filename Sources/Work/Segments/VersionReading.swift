// SPDX-License-Identifier: Apache-2.0
import Core
package import Sandbox
import Tabular
import Vault

/// The one way to the rows of a version, however it is held.
package struct VersionReading: Sendable {
  /// A version whose files lie in a folder of some work.
  package struct Opened: Sendable {
    /// The files.
    package let inputs: [InputFile]
    /// What a query begins with.
    package let prelude: String
    /// The rows, as a source of the database.
    package let source: String
  }

  /// The file of a version that one object holds.
  static let oneFile = "data.parquet"

  private let parts: DomainParts
  private let version: StoredVersion

  /// Reads a version.
  package init(parts: DomainParts, version: StoredVersion) {
    self.parts = parts
    self.version = version
  }

  /// The manifest of its segments; nil when one object holds it.
  package func manifest() async throws -> SegmentManifest? {
    guard version.isSegmented else { return nil }
    let bytes = try await parts.vault.contents(
      version.object, bytesMax: SegmentManifest.bytesMax)
    return try SegmentManifest.read(bytes, digest: version.digest)
  }

  /// The manifest of its segments, or of the one object that holds it as the only segment; nil
  /// when nothing says which columns that object has.
  func anyManifest(keys: [String]) async throws -> SegmentManifest? {
    if let manifest = try await manifest() { return manifest }
    guard let report = try parts.vault.finished(IngestReport.self, version.object) else {
      return nil
    }
    let segment = SegmentManifest.Segment(
      object: version.object, digest: version.digest, bytes: version.bytes, rows: version.rows)
    return SegmentManifest(
      keys: keys,
      columns: report.sheet.columns.map {
        SegmentManifest.Column(name: $0.name, type: DeliverySchema.storedType($0.type))
      }, buckets: 1, level: 0, rows: version.rows,
      bases: [SegmentManifest.Base(bucket: 0, level: 0, segment: segment)], deltas: [])
  }

  /// The bytes of everything that it reads, before encryption.
  func bytes() async throws -> Int {
    if let manifest = try await manifest() { return manifest.bytes }
    return try parts.vault.bytes(of: [version.object])
  }

  /// Decrypts everything into a folder, for as long as the folder is there.
  package func open(in folder: MemoryFolder) async throws -> Opened {
    guard let manifest = try await manifest() else {
      try await parts.vault.decrypt(version.object, to: VersionReading.oneFile, in: folder)
      let file = InputFile(
        name: VersionReading.oneFile, path: folder.path(VersionReading.oneFile))
      return Opened(
        inputs: [file], prelude: "", source: "read_parquet('/in/\(VersionReading.oneFile)')")
    }
    var inputs: [InputFile] = []
    for base in manifest.bases {
      inputs.append(try await parts.open(base.segment, as: SegmentSQL.file(base), in: folder))
    }
    for delta in manifest.deltas {
      inputs.append(try await parts.open(delta.segment, as: SegmentSQL.file(delta), in: folder))
    }
    let sql = SegmentSQL(manifest)
    return Opened(inputs: inputs, prelude: sql.reading(), source: SegmentSQL.view)
  }
}

extension DomainParts {
  /// Decrypts a segment into a folder as an input of the sandbox.
  func open(
    _ segment: SegmentManifest.Segment, as name: String, in folder: MemoryFolder
  ) async throws -> InputFile {
    try await vault.decrypt(segment.object, to: name, in: folder)
    return InputFile(name: name, path: folder.path(name))
  }
}
