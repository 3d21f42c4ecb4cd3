// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform

/// A digest that a record names as that of a paper and of which the platform has no file.
struct MissingPaper: Hashable {
  /// What the record calls it, or else the member that holds the digest.
  let name: String
  /// Whether the name is only that of a member.
  let isMember: Bool
  /// The digest.
  let digest: String

  /// The tables whose digests are those of papers.
  private static let tables: Set<String> = [
    "agreement", "application", "call", "case", "externalDecision", "filing", "notice",
  ]

  /// Those of a record, each once.
  static func all(in record: JSON, of listing: Listing, papers: [Paper]) -> [MissingPaper] {
    guard tables.contains(listing.table.name) else { return [] }
    let kept = Set(papers.map(\.digest.hex))
    var found: [MissingPaper] = []
    collect(record, into: &found)
    var seen = kept
    return found.filter { seen.insert($0.digest).inserted }
  }

  private static func collect(_ json: JSON, into found: inout [MissingPaper]) {
    switch json {
    case .array(let items): for item in items { collect(item, into: &found) }
    case .object(let members):
      for (key, value) in members.sorted(by: { $0.key < $1.key }) {
        if key == "digest" || key.hasSuffix("Digest"), let digest = value.string,
          digest.utf8.count == 64
        {
          let name = members["name"]?.string ?? members["documentNumber"]?.string
          found.append(MissingPaper(name: name ?? key, isMember: name == nil, digest: digest))
        } else {
          collect(value, into: &found)
        }
      }
    case .null, .bool, .int, .string: return
    }
  }
}
