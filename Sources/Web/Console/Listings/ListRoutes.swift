// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform
import Regulation

/// Lists and records of every declared listing.
struct ListRoutes {
  /// What all pages share.
  let console: Console

  /// Adds the routes.
  func add(to routes: ConsoleGroup) {
    for plural in DossierMaker.kinds.sorted() {
      guard let prefix = console.platform.registry.listings[plural]?.table.prefix else { continue }
      routes.get("/console/\(plural)/{id}/dossier") { visit in
        guard let id = RecordID(try visit.context.parameters.require("id")), id.prefix == prefix
        else { throw Problem.notFound }
        return try await DossierMaker(platform: visit.console.platform, actor: try visit.actor)
          .make(of: id).response
      }
    }
    for listing in console.platform.registry.listings.values {
      routes.get("/console/\(listing.plural)") { visit in
        try await ListPage(visit, listing).response()
      }
      routes.get("/console/\(listing.plural)/{id}") { visit in
        guard let id = RecordID(try visit.context.parameters.require("id")) else {
          throw Problem.notFound
        }
        return try await DetailPage(visit, listing).response(id)
      }
      routes.get("/console/\(listing.plural)/{id}/papers/{digest}") { visit in
        let parameters = visit.context.parameters
        guard let id = RecordID(try parameters.require("id")) else { throw Problem.notFound }
        let paper = try await PaperShelf(platform: visit.console.platform).paper(
          try parameters.require("digest"), of: id, in: listing, for: try visit.actor)
        return PaperRoutes.download(paper, try await visit.console.platform.bytes(of: paper))
      }
    }
  }
}
