// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Hummingbird
import Platform
import Regulation

/// Papers of records, for programs.
struct PaperRoutes {
  /// The running platform.
  let platform: any PlatformService

  /// Adds the routes: `GET /api/v1/<plural>/<id>/papers`, `…/papers/<digest>`, and the case file.
  func add(to router: Router<WebContext>) {
    let shelf = PaperShelf(platform: platform)
    for listing in platform.registry.listings.values {
      router.get(RouterPath("/api/v1/\(listing.plural)/{id}/papers")) { [platform] _, context in
        let (actor, id) = try Self.caller(context)
        guard let record = try await platform.record(listing, for: actor, id: id) else {
          throw Problem.notFound
        }
        let papers = try await shelf.papers(of: record)
        return JSONAnswer(.object(["items": .array(papers.map(Self.model))]))
      }
      router.get(RouterPath("/api/v1/\(listing.plural)/{id}/papers/{digest}")) {
        [platform] _, context in
        let (actor, id) = try Self.caller(context)
        let paper = try await shelf.paper(
          try context.parameters.require("digest"), of: id, in: listing, for: actor)
        return Self.download(paper, try await platform.bytes(of: paper))
      }
    }
    for plural in DossierMaker.kinds.sorted() {
      router.get(RouterPath("/api/v1/\(plural)/{id}/dossier")) { [platform] _, context in
        let (actor, id) = try Self.caller(context)
        guard let listing = platform.registry.listings[plural], listing.table.prefix == id.prefix
        else { throw Problem.notFound }
        return try await DossierMaker(platform: platform, actor: actor).make(of: id).response
      }
    }
  }

  /// A paper as a file; browsers neither guess its type nor show it within the platform's pages.
  static func download(_ paper: Paper, _ bytes: [UInt8]) -> Response {
    var response = PageResponse.download(
      bytes, name: PaperFormat.fileName(digest: paper.digest.hex, sentAs: paper.name, bytes),
      type: "application/octet-stream")
    response.headers[.cacheControl] = "no-store"
    response.headers[.xContentTypeOptions] = "nosniff"
    return response
  }

  private static func caller(_ context: WebContext) throws -> (Actor, RecordID) {
    guard let actor = context.actor else { throw Problem.notSignedIn }
    guard let id = RecordID(try context.parameters.require("id")) else { throw Problem.notFound }
    return (actor, id)
  }

  private static func model(_ paper: Paper) -> JSON {
    .object([
      "digest": .string(paper.digest.hex), "name": .string(paper.name),
      "bytes": .int(Int64(paper.bytes)), "entry": .int(Int64(paper.entry)),
    ])
  }
}
