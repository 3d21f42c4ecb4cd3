// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Hummingbird
import Platform
import Regulation

/// A page to hand in a file: it gives the id and the digest that forms ask for.
struct UploadForm {
  /// What all pages share.
  let console: Console

  private static let title = LocalText(zh: "上传文件", en: "Upload a file")

  /// Adds the routes.
  func add(to routes: ConsoleGroup) {
    routes.get("/console/upload") { visit in
      _ = try visit.actor
      return try await page(visit, nil, name: "")
    }
    routes.postFile("/console/upload") { visit in
      let actor = try visit.actor
      let file = try await file(visit)
      let length = visit.request.headers[.contentLength].flatMap { Int($0) }
      let upload: Upload
      do {
        upload = try await console.platform.upload(
          for: actor, name: file.name, mediaType: file.type, isData: false, length: length,
          body: file)
      } catch let problem as UploadProblem {
        throw Problem(problem)
      }
      return try await page(visit, upload, name: file.name)
    }
  }

  /// The file of a form whose first part is the form's token.
  private func file(_ visit: Visit) async throws -> UploadedFile {
    var parts = try MultipartParts(visit.request)
    guard case .part(FormGuard.field, _, _) = try await parts.next() else {
      throw Problem.forgedForm
    }
    var token: [UInt8] = []
    while true {
      switch try await parts.next() {
      case .bytes(let bytes):
        token += bytes
        guard token.count <= 128 else { throw Problem.forgedForm }
      case .part("file", let name, let type):
        let given = String(decoding: token, as: UTF8.self)
        guard console.guardian.accepts(given, for: visit.secret) else { throw Problem.forgedForm }
        return UploadedFile(
          name: name ?? "file", type: type ?? "application/octet-stream", parts: parts)
      case .part, .end: throw Problem.notAFile
      }
    }
  }

  private func page(_ visit: Visit, _ upload: Upload?, name: String) async throws -> Response {
    let model: [String: JSON] = [
      "isKept": .bool(upload != nil), "fileName": .string(name),
      "upload": .string(upload?.id.rawValue ?? ""), "digest": .string(upload?.digest.hex ?? ""),
      "bytes": .string(upload.map { String($0.bytes) } ?? ""),
    ]
    return try await visit.page("upload", title: Self.title, model)
  }
}
