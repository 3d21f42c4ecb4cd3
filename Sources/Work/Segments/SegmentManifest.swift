// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Tabular

/// Which objects hold the rows of a version, and which of their rows count.
///
/// Base segments hold the rows of one bucket of keys each, or of a part where the resource has no
/// key. A delta holds what one batch changed: rows that are new or replace others, and for a
/// deletion keys alone. A row of a delta counts in a bucket whose level is lower than the row's,
/// and only the latest of its key; a row of a bucket counts unless such a delta names its key.
package struct SegmentManifest: Codable, Hashable, Sendable {
  /// A column as it is stored.
  package struct Column: Codable, Hashable, Sendable {
    /// The column's name.
    package let name: String
    /// The database's type.
    package let type: String
  }

  /// One encrypted object with rows.
  package struct Segment: Codable, Hashable, Sendable {
    /// The object in the vault.
    package let object: RecordID
    /// The SHA-256 of its content.
    package let digest: String
    /// Its bytes before encryption.
    package let bytes: Int
    /// Its rows, keys of deletions among them.
    package let rows: Int
  }

  /// The rows of a bucket of keys.
  package struct Base: Codable, Hashable, Sendable {
    /// The bucket, or the number of the part.
    package let bucket: Int
    /// The last batch that is folded into it.
    package var level: Int
    /// Where the rows are.
    package var segment: Segment
  }

  /// What batches changed.
  package struct Delta: Codable, Hashable, Sendable {
    /// The last batch in it.
    package let level: Int
    /// Where the rows are.
    package let segment: Segment
  }

  /// The form of this manifest.
  package static let form = 1
  /// No manifest is longer, in bytes.
  static let bytesMax = 4 << 20

  /// The form.
  package var form = SegmentManifest.form
  /// The columns of a key; empty where the resource has none.
  package let keys: [String]
  /// The columns.
  package let columns: [Column]
  /// Into how many buckets the keys are split.
  package var buckets: Int
  /// The last batch.
  package var level: Int
  /// The rows that count.
  package var rows: Int
  /// The base segments by bucket.
  package var bases: [Base]
  /// The deltas, oldest first.
  package var deltas: [Delta]

  /// All segments.
  package var segments: [Segment] { bases.map(\.segment) + deltas.map(\.segment) }

  /// The bytes of all segments together.
  package var bytes: Int { segments.reduce(0) { $0 + $1.bytes } }

  /// The manifest as it is kept.
  func encoded() throws -> [UInt8] { try JSON(encoding: self).canonical() }

  /// Reads a manifest as it is kept.
  ///
  /// - Throws: `DomainFault.form` when it is not the one of the digest, or is of another form.
  static func read(_ bytes: [UInt8], digest: String) throws -> SegmentManifest {
    guard SHA256.hash(bytes).hex == digest else { throw DomainFault.form }
    let manifest = try JSON.parse(bytes).decode(SegmentManifest.self)
    guard manifest.form == SegmentManifest.form else { throw DomainFault.form }
    return manifest
  }

  /// Whether columns are the same, in whichever order.
  func holds(_ schema: [ColumnSchema]) -> Bool {
    let wanted = schema.map { Column(name: $0.name, type: DeliverySchema.storedType($0.type)) }
    return Set(wanted) == Set(columns) && wanted.count == columns.count
  }

  /// The manifest with a batch's changes on top.
  func adding(_ segment: Segment, rows: Int) -> SegmentManifest {
    var manifest = self
    manifest.level += 1
    manifest.rows = rows
    manifest.deltas.append(Delta(level: manifest.level, segment: segment))
    return manifest
  }
}
