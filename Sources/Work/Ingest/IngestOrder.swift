// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Platform
package import Tabular

/// What is to be taken in: the file, what is said about it, and what it adds to.
package struct IngestOrder: Sendable {
  /// The batch.
  package let batch: RecordID
  /// The uploaded file in the vault.
  package let upload: RecordID
  /// What the deliverer says about the file.
  package let manifest: DeliveryManifest
  /// The resource's columns.
  package let schema: [ColumnSchema]
  /// The columns that together identify a row; may be empty.
  package let keyColumns: [String]
  /// The version that holds now; nil before the first delivery.
  package let base: RecordID?
  /// The object of that version when the batch adds to it.
  package let previous: RecordID?

  /// Orders a batch to be taken in.
  package init(
    batch: RecordID, upload: RecordID, manifest: DeliveryManifest, schema: [ColumnSchema],
    keyColumns: [String], base: RecordID?, previous: RecordID?
  ) {
    self.batch = batch
    self.upload = upload
    self.manifest = manifest
    self.schema = schema
    self.keyColumns = keyColumns
    self.base = base
    self.previous = previous
  }

  /// The object of the new version: another one when it is made over another version.
  package var dataObject: RecordID {
    ObjectNames.id(of: batch, "data", over: base?.rawValue ?? "")
  }

  /// The object with the values' profile: another one when the version is made over another.
  package var profileObject: RecordID {
    ObjectNames.id(of: batch, "profile", over: base?.rawValue ?? "")
  }

  /// The object with the rows kept apart.
  package var badRowsObject: RecordID { ObjectNames.id(of: batch, "bad-rows") }
}
