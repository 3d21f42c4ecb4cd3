// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform

/// From which records a release was made, and how their columns were coarsened before: by this the
/// disclosure memory knows which tables count the same.
struct ReleaseOrigin: Hashable, Sendable {
  /// Names the records: version, rows and consents; equal names, equal records.
  let source: String
  /// The masks by column, in small letters; columns as they are have none.
  let masks: [String: String]

  /// The origin of a release as its data stand now.
  init(_ release: Release, _ read: any RecordReader) throws {
    guard let id = release.grant, let grant = try read.find(Grant.self, id) else {
      source = release.output?.rawValue ?? release.id.rawValue
      masks = [:]
      return
    }
    let version = grant.datasetVersion ?? grant.vaultObject ?? grant.id
    let consents: JSON =
      grant.consentRows == nil && grant.consentEpoch == 0 && grant.purpose != .subjectService
      ? .null
      : [
        .string(grant.scenario.rawValue), .int(Int64(grant.consentEpoch)),
        .string(grant.consentDigest?.hex ?? ""),
      ]
    let name: JSON = [
      "resource": .string(grant.resource.rawValue), "version": .string(version.rawValue),
      "rows": try JSON(encoding: grant.rowFilter), "consents": consents,
    ]
    source = SHA256.hash(name.canonical()).hex
    let resource = try read.find(Resource.self, grant.resource)
    let hierarchies = GrantPolicy.hierarchies(of: grant.columns, in: resource)
    let masked = grant.columns.filter { $0.mask != .none && $0.mask != .null }.map { column in
      // A pseudonym is another one in each scenario.
      let scenario = column.mask == .pseudonym ? " \(grant.scenario.rawValue)" : ""
      // A level is what its hierarchy makes of it.
      let hierarchy = hierarchies[column.name].map { " \($0.hex)" } ?? ""
      return (column.name.lowercased(), column.mask.description + scenario + hierarchy)
    }
    masks = Dictionary(masked, uniquingKeysWith: { first, _ in first })
  }

  /// The origin kept with a release's evidence; one of its own when there is none.
  init(evidence: JSON, of release: RecordID) {
    source = evidence["origin"]?["source"]?.string ?? release.rawValue
    masks = (evidence["origin"]?["masks"]?.object ?? [:]).compactMapValues(\.string)
  }

  /// The form in which it is kept.
  var json: JSON {
    ["source": .string(source), "masks": .object(masks.mapValues(JSON.string))]
  }
}
