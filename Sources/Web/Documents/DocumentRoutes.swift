// SPDX-License-Identifier: Apache-2.0
package import Core
package import Hummingbird
package import Platform
import Regulation

/// What stays in the domain and may be read by those whose duty it is: a source unit's value
/// profile and bad rows, a checker's evidence and content.
package struct DocumentRoutes: Sendable {
  /// What a reader gives.
  package enum Found: Sendable {
    /// The document.
    case bytes([UInt8])
    /// Why not.
    case answer(Answer)
  }

  /// Gives a document's bytes once the reading is recorded.
  package typealias Reader =
    @Sendable (ConfinedDocument, RecordID, Actor) async throws -> Found

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
        guard let id = RecordID(try context.parameters.require("id")) else {
          throw Problem.notFound
        }
        let bytes: [UInt8]
        switch try await read(document, id, actor) {
        case .bytes(let found): bytes = found
        case .answer(let answer): throw Self.problem(answer)
        }
        return Response(
          status: .ok,
          headers: [
            .contentType: "application/octet-stream", .cacheControl: "no-store",
            .contentDisposition: "attachment; filename=\"\(id.rawValue)-\(document.rawValue)\"",
          ], body: ResponseBody(byteBuffer: .init(bytes: bytes)))
      }
    }
  }

  /// A checker near who asks is told so; everybody else, that there is nothing for this account.
  static func problem(_ answer: Answer) -> Problem {
    guard case .refused(let receipt, let reasons) = answer,
      reasons.contains(where: { $0.code == "document.related" })
    else { return .notFound }
    return Problem(.unprocessableContent, "refused", reasons: reasons, entry: receipt.entry)
  }
}
