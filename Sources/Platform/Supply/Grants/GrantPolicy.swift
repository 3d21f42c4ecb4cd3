// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// Everything that decides what a written grant holds, apart from the data and the consents.
package struct GrantPolicy: Hashable, Sendable {
  /// The scenario, by whose key pseudonyms are made.
  package let scenario: RecordID
  /// The resource.
  package let resource: RecordID
  /// What it is used for.
  package let purpose: GrantPurpose
  /// The columns with their masks, in order.
  package let columns: [GrantColumn]
  /// Which rows.
  package let rowFilter: [RowTest]
  /// How the subjects' authorisations choose rows; nil when they choose none.
  package let consentRows: ConsentRows?
  /// The digests of the hierarchies by which columns are made coarser, by the column's name.
  package let hierarchies: [String: Digest]

  /// Gathers a policy.
  package init(
    scenario: RecordID, resource: RecordID, purpose: GrantPurpose, columns: [GrantColumn],
    rowFilter: [RowTest], consentRows: ConsentRows? = nil, hierarchies: [String: Digest] = [:]
  ) {
    self.scenario = scenario
    self.resource = resource
    self.purpose = purpose
    self.columns = columns
    self.rowFilter = rowFilter
    self.consentRows = consentRows
    self.hierarchies = hierarchies
  }

  /// The digests of the hierarchies that masks of columns use, by the column's name.
  package static func hierarchies(
    of columns: [GrantColumn], in resource: Resource?
  ) -> [String: Digest] {
    var digests: [String: Digest] = [:]
    for column in columns where column.mask.isLevel {
      digests[column.name] = resource?.column(column.name)?.hierarchy?.digest
    }
    return digests
  }

  /// SHA-256 of the policy's canonical JSON (RFC 8785).
  ///
  /// It holds the version of the compiler too, so that a copy written by other rules is not taken
  /// for one written by these. The order of columns counts, the order of tests and of the values
  /// of `in` does not.
  package var digest: Digest {
    let tests = rowFilter.map { test -> JSON in
      .object([
        "column": .string(test.column), "test": .string(test.test.rawValue),
        "values": .array(
          Set(test.values).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .map(JSON.string)),
      ])
    }
    let json: JSON = [
      "compiler": .int(Int64(GrantSQL.version)), "scenario": .string(scenario.rawValue),
      "resource": .string(resource.rawValue), "purpose": .string(purpose.rawValue),
      "columns": .array(
        columns.map { ["name": .string($0.name), "mask": .string($0.mask.description)] }),
      "rowFilter": .array(
        tests.sorted { $0.canonical().lexicographicallyPrecedes($1.canonical()) }),
      "consentRows": consentRows.map { .string($0.rawValue) } ?? .null,
      "hierarchies": .object(hierarchies.mapValues { .string($0.hex) }),
    ]
    return SHA256.hash(json.canonical())
  }
}
