// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import NIOCore
import Platform

/// Files that an action will refer to by id: batches, scans, spreadsheets.
struct UploadRoutes {
  /// The running platform.
  let platform: any PlatformService

  /// Adds the route: `POST /api/v1/uploads?name=…`, the file as the body.
  func add(to router: Router<WebContext>) {
    router.post("/api/v1/uploads") { request, context in
      guard let actor = context.actor else { throw Problem.notSignedIn }
      let name = request.uri.queryParameters["name"].map(String.init) ?? "file"
      let mediaType = request.headers[.contentType] ?? "application/octet-stream"
      do {
        let upload = try await platform.upload(
          for: actor, name: String(name.prefix(200)), mediaType: String(mediaType.prefix(200)),
          body: request.body.map { Array($0.readableBytesView) })
        return JSONAnswer(try JSON(encoding: upload), status: .created)
      } catch let problem as UploadProblem {
        throw Problem(problem)
      }
    }
  }
}

extension Problem {
  /// An upload's problem as an answer.
  init(_ problem: UploadProblem) {
    switch problem {
    case .tooLarge(let limit):
      self.init(
        .contentTooLarge, "upload.tooLarge", zh: "文件超过 \(limit) 字节", en: "more than \(limit) bytes")
    case .empty:
      self.init(.badRequest, "upload.empty", zh: "文件是空的", en: "the file is empty")
    }
  }
}
