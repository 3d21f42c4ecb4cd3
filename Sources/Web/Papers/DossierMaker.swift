// SPDX-License-Identifier: Apache-2.0
import Core
import HTTPTypes
import Platform
import Regulation

/// Gathers a case file: from the case along the entries to every record that they are about.
struct DossierMaker {
  /// How many steps from the case a record may be; an application is two away, by way of the call.
  static let distanceMax = 2
  /// Where the search does not go on: these take part in everything.
  static let ends: Set<String> = ["organisation", "account"]

  /// The listings whose records have a package: cases, and filings with what is filed.
  static let kinds: Set<String> = ["cases", "filings"]

  /// The running platform.
  let platform: any PlatformService
  /// Who asks; only what this actor may see is gathered.
  let actor: Actor

  /// The case file; throws `Problem.notFound` where the actor may not see the case.
  func make(of id: RecordID) async throws -> Dossier {
    let listings = self.listings
    guard let plural = listings[id.prefix]?.plural, Self.kinds.contains(plural),
      let first = try await part(id, listings)
    else { throw Problem.notFound }
    var parts = [first.part]
    var seen: Set<RecordID> = [id]
    var frontier = first.next
    for _ in 0..<Self.distanceMax {
      var next: Set<RecordID> = []
      for other in frontier.sorted() where seen.insert(other).inserted {
        guard let found = try await part(other, listings) else { continue }
        guard parts.count < Dossier.partsMax else { throw Problem.dossierTooLarge }
        parts.append(found.part)
        next.formUnion(found.next)
      }
      frontier = next
    }
    let dossier = Dossier(id: id, parts: parts, platform: platform)
    guard dossier.papers.reduce(0, { $0 + $1.bytes }) <= Dossier.paperBytesMax else {
      throw Problem.dossierTooLarge
    }
    return dossier
  }

  /// The listings that the actor may see, by the prefix of their ids, without those who only take
  /// part.
  private var listings: [String: Listing] {
    Dictionary(
      platform.registry.listings.values
        .filter { $0.scope(of: actor) != nil && !Self.ends.contains($0.table.name) }
        .sorted { $0.plural < $1.plural }.map { ($0.table.prefix, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// What hangs on a case or a call, chosen or not: such as every application, by the column that
  /// names it.
  private func hanging(
    on id: RecordID, _ listing: Listing, _ listings: [String: Listing]
  ) async throws -> Set<RecordID> {
    let name = listing.table.name
    guard [CaseFile.table.name, Call.table.name].contains(name) else { return [] }
    var found: Set<RecordID> = []
    for other in listings.values
    where other.table.columns.contains(where: { $0.name == name })
      && other.queryable(by: actor).contains(where: { $0.name == name })
    {
      let page = try await platform.page(
        other, for: actor,
        ListingRequest(filters: [.equal(name, id)], limit: ListingRequest.limitMax))
      guard page.next == nil else { throw Problem.dossierTooLarge }
      found.formUnion(page.items.compactMap { $0["id"]?.string.flatMap(RecordID.init) })
    }
    return found
  }

  /// One record, and the records that its entries and members name.
  private func part(
    _ id: RecordID, _ listings: [String: Listing]
  ) async throws -> (part: Dossier.Part, next: Set<RecordID>)? {
    guard let listing = listings[id.prefix],
      let record = try await platform.record(listing, for: actor, id: id)
    else { return nil }
    let items = try await platform.history(of: id, before: nil, limit: Dossier.entriesMax + 1)
    guard items.count <= Dossier.entriesMax else { throw Problem.dossierTooLarge }
    var next = try await hanging(on: id, listing, listings)
    if let subject = record["subject"]?.string.flatMap(RecordID.init) { next.insert(subject) }
    for item in items {
      for link in item.content["chain"]?.array ?? [] {
        if let other = link["subject"]?.string.flatMap(RecordID.init) { next.insert(other) }
      }
    }
    let papers = try await PaperShelf(platform: platform).papers(of: record)
    let part = Dossier.Part(
      listing: listing, record: record,
      history: items.map { item in
        .object(["entry": .int(Int64(item.entry)), "content": item.content(for: actor)])
      }, papers: papers, missing: MissingPaper.all(in: record, of: listing, papers: papers),
      whole: Set(items.filter { $0.content(for: actor) == $0.content }.map(\.entry)))
    return (part, next)
  }
}

extension Problem {
  /// A case file beyond what one package holds.
  static let dossierTooLarge = Problem(
    .unprocessableContent, "dossier.tooLarge",
    zh: "卷宗超过 \(Dossier.partsMax) 份记录、单份 \(Dossier.entriesMax) 条办理记录或 2 GiB 附件，请分件导出",
    en: "more than \(Dossier.partsMax) records, \(Dossier.entriesMax) entries of one record or "
      + "2 GiB of papers; export the records one by one")
}
