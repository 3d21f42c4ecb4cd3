// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation

/// The papers of records, for those who may see the digest in the record.
///
/// A digest that a listing hides from an actor, or that only entries have, opens nothing: who may
/// read a paper follows from who may read the record.
struct PaperShelf {
  /// The running platform.
  let platform: any PlatformService

  /// The papers of a record that an actor was shown, the newest first.
  func papers(of record: JSON) async throws -> [Paper] {
    guard let id = record["id"]?.string.flatMap(RecordID.init) else { return [] }
    let papers = try await platform.papers(of: id)
    guard !papers.isEmpty else { return [] }
    var digests: Set<String> = []
    Self.collect(record, into: &digests)
    return papers.filter { digests.contains($0.digest.hex) }
  }

  /// One paper of a record within an actor's scope; throws `Problem.notFound` for any other.
  func paper(
    _ digest: String, of id: RecordID, in listing: Listing, for actor: Actor
  ) async throws -> Paper {
    guard let record = try await platform.record(listing, for: actor, id: id),
      let paper = try await papers(of: record).first(where: { $0.digest.hex == digest })
    else { throw Problem.notFound }
    return paper
  }

  /// The digests within a record.
  private static func collect(_ json: JSON, into digests: inout Set<String>) {
    switch json {
    case .string(let text): if text.utf8.count == 64 { digests.insert(text) }
    case .array(let items): for item in items { collect(item, into: &digests) }
    case .object(let members): for member in members.values { collect(member, into: &digests) }
    case .null, .bool, .int: break
    }
  }
}
