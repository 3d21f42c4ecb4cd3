// SPDX-License-Identifier: Apache-2.0
package import Core

/// That a release is the refresh of a standing one and not asked for by itself.
package enum Turn: String, Codable, Sendable, CaseIterable {
  /// Made by the platform of newer data.
  case refresh
}

/// The refresh that a standing release serves.
package struct ServedRefresh: Codable, Hashable, Sendable {
  /// The refresh.
  package let release: RecordID
  /// The digest of its bytes.
  package let digest: DigestText
  /// The copy of the grant that it was made of.
  package let dataObject: RecordID?
  /// The day from which it is served.
  package let on: Day
}
