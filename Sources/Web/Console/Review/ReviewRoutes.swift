// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform

/// What checkers look at, and the documents of releases as files.
struct ReviewRoutes {
  /// What all pages share.
  let console: Console
  /// Gives confined documents once their reading is recorded.
  let documents: DocumentRoutes.Reader

  /// Adds the routes.
  func add(to routes: ConsoleGroup) {
    guard let listing = console.platform.registry.listings["releases"] else { return }
    routes.get("/console/releases/{id}/review") { [documents] visit in
      try await ReviewPage(visit, listing, documents).response(try Self.id(visit))
    }
    routes.get("/console/releases/{id}/documents/{document}") { [documents] visit in
      let id = try Self.id(visit)
      let name = try visit.context.parameters.require("document")
      guard let document = ConfinedDocument(rawValue: name), !document.isOfVersion else {
        throw Problem.notFound
      }
      switch try await documents(document, id, try visit.actor) {
      case .bytes(let bytes):
        return PageResponse.download(
          bytes, name: "\(id.rawValue)-\(name)", type: "application/octet-stream")
      case .answer(let answer): throw DocumentRoutes.problem(answer)
      }
    }
  }

  private static func id(_ visit: Visit) throws -> RecordID {
    guard let id = RecordID(try visit.context.parameters.require("id")) else {
      throw Problem.notFound
    }
    return id
  }
}
