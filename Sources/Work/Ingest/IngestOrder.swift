// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
package import Platform
package import Tabular

/// What is to be taken in: the file, what is said about it, and what it adds to.
package struct IngestOrder: Sendable {
  /// The batch.
  package let batch: RecordID
  /// The uploaded file in the vault.
  package let upload: RecordID
  /// What the deliverer says about the file.
  package let manifest: DeliveryManifest
  /// What kind of file it is.
  package let form: BatchForm
  /// The columns in the order of the file.
  package let schema: [ColumnSchema]
  /// The columns of the new version: those of the file, or for a deletion, which names keys alone,
  /// those of the resource.
  package let versionSchema: [ColumnSchema]
  /// The columns that together identify a row; may be empty.
  package let keyColumns: [String]
  /// The version that holds now; nil before the first delivery.
  package let base: RecordID?
  /// Where that version is when the batch adds to it.
  package let previous: StoredVersion?

  /// Orders a batch to be taken in.
  package init(
    batch: RecordID, upload: RecordID, manifest: DeliveryManifest, form: BatchForm = .csv,
    schema: [ColumnSchema], versionSchema: [ColumnSchema]? = nil, keyColumns: [String],
    base: RecordID?, previous: StoredVersion?
  ) {
    self.batch = batch
    self.upload = upload
    self.manifest = manifest
    self.form = form
    self.schema = schema
    self.versionSchema = versionSchema ?? schema
    self.keyColumns = keyColumns
    self.base = base
    self.previous = previous
  }

  /// The object of the new version: another one when it is made over another version.
  package var dataObject: RecordID { object("data") }

  /// The object with what the batch changes, where the version before is held in segments.
  package var deltaObject: RecordID { object("delta") }

  /// The object with the values' profile: another one when the version is made over another.
  package var profileObject: RecordID { object("profile") }

  /// Of a version in segments also the state of its segments: these change under the same version.
  private func object(_ purpose: String) -> RecordID {
    let over = base?.rawValue ?? ""
    guard let previous, previous.isSegmented else {
      return ObjectNames.id(of: batch, purpose, over: over)
    }
    return ObjectNames.id(of: batch, purpose, over: over, previous.object.rawValue)
  }

  /// The object with the rows kept apart.
  package var badRowsObject: RecordID { ObjectNames.id(of: batch, "bad-rows") }
}
