// SPDX-License-Identifier: Apache-2.0
package import Core
package import Hummingbird
package import Platform

/// What stays in the domain and may be read by those whose duty it is: a source unit's value
/// profile and bad rows, a checker's evidence and content.
package struct DocumentRoutes: Sendable {
  /// Gives a document's bytes, nil when there is none for this actor.
  package typealias Reader =
    @Sendable (ConfinedDocument, RecordID, Actor) async throws -> [UInt8]?

  private let read: Reader

  /// Serves what a reader gives.
  package init(read: @escaping Reader) {
    self.read = read
  }

  /// Adds the routes.
  package func add(to router: Router<WebContext>) {
    for document in ConfinedDocument.allCases {
      let plural = document.isOfVersion ? "dataset-versions" : "releases"
      let path = RouterPath("/api/v1/\(plural)/{id}/\(document.rawValue)")
      router.get(path) { [read] _, context in
        guard let actor = context.actor else { throw Problem.notSignedIn }
        guard let id = RecordID(try context.parameters.require("id")),
          let bytes = try await read(document, id, actor)
        else { throw Problem.notFound }
        return Response(
          status: .ok,
          headers: [
            .contentType: "application/octet-stream", .cacheControl: "no-store",
            .contentDisposition: "attachment; filename=\"\(id.rawValue)-\(document.rawValue)\"",
          ], body: ResponseBody(byteBuffer: .init(bytes: bytes)))
      }
    }
  }
}
