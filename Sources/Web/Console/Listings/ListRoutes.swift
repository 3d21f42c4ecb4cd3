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
    }
  }
}
