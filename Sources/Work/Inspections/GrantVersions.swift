// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// From which version a copy of a grant was written: the name of the copy follows from version,
/// policy and the epoch of authorisations, so that it is found again without keeping a table.
enum GrantVersions {
  /// The most epochs that are tried for a version; older copies are a gap.
  private static let epochsMax = 200

  /// The version from which a copy was written; nil when none is found.
  static func version(
    of grant: Grant, in object: RecordID, _ read: any RecordReader
  ) throws -> RecordID? {
    if object == grant.vaultObject { return grant.datasetVersion }
    let versions = try read.every(
      DatasetVersion.self, [.equal("resource", grant.resource.rawValue)]
    ).sorted { $0.number > $1.number }
    let epochs = (max(0, grant.consentEpoch - epochsMax)...grant.consentEpoch).reversed()
    for version in versions {
      for policy in grant.policyDigests {
        let isFound = epochs.contains { epoch in
          Materialisation.object(of: grant, version: version.id, epoch: epoch, policy: policy)
            == object
        }
        if isFound { return version.id }
      }
    }
    return nil
  }
}
