// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import NIOCore
import Platform

/// Files that an action will refer to by id: batches, scans, spreadsheets.
struct UploadRoutes {
  /// The running platform.
  let platform: any PlatformService

  /// Adds the route: `POST /api/v1/uploads?name=…`, the file as the body; with `&for=data` one that
  /// is to be handed in as data and is no paper.
  func add(to router: Router<WebContext>) {
    router.post("/api/v1/uploads") { request, context in
      guard let actor = context.actor else { throw Problem.notSignedIn }
      // Half a file would pass for a whole one: what broke off is sent anew.
      guard request.headers[.contentRange] == nil else { throw Problem.partialUpload }
      let name = request.uri.queryParameters["name"].map(String.init) ?? "file"
      let mediaType = request.headers[.contentType] ?? "application/octet-stream"
      do {
        let upload = try await platform.upload(
          for: actor, name: MultipartHeaders.plain(name), mediaType: String(mediaType.prefix(200)),
          isData: request.uri.queryParameters["for"] == "data",
          length: request.headers[.contentLength].flatMap { Int($0) },
          body: request.body.map { Array($0.readableBytesView) })
        return JSONAnswer(try JSON(encoding: upload), status: .created)
      } catch let problem as UploadProblem {
        throw Problem(problem)
      }
    }
  }
}

extension Problem {
  /// An upload that begins in the middle of a file.
  static let partialUpload = Problem(
    .badRequest, "upload.partial", zh: "不支持续传，请重新上传整个文件",
    en: "an upload is not resumed; send the whole file again")

  /// An upload's problem as an answer.
  init(_ problem: UploadProblem) {
    switch problem {
    case .tooLarge(let limit):
      self.init(
        .contentTooLarge, "upload.tooLarge", zh: "文件超过 \(limit) 字节", en: "more than \(limit) bytes")
    case .empty:
      self.init(.badRequest, "upload.empty", zh: "文件是空的", en: "the file is empty")
    case .bytesWaiting(let limit):
      self.init(
        .contentTooLarge, "upload.bytesWaiting",
        zh: "本账号或本单位待用文件将超过 \(limit) 字节，请先在事项中使用已上传的文件，或待其过期后再传",
        en: "files of this account or organisation that no action uses yet would exceed \(limit) "
          + "bytes; use them in an action or wait until they expire")
    case .filesWaiting(let limit):
      self.init(
        .tooManyRequests, "upload.filesWaiting",
        zh: "本账号或本单位待用文件已达 \(limit) 个，请先在事项中使用已上传的文件，或待其过期后再传",
        en: "this account or organisation has \(limit) files that no action uses yet; use them in "
          + "an action or wait until they expire")
    case .papersKept(let limit):
      self.init(
        .contentTooLarge, "upload.papersKept",
        zh: "本单位随事项留存的附件已超过 \(limit) 字节，请联系管理员；交付数据的文件可加参数 for=data 上传",
        en: "the papers that this organisation keeps have more than \(limit) bytes; tell the "
          + "administrator; files of data can be uploaded with for=data")
    case .noRoom:
      self.init(
        HTTPResponse.Status(code: 507), "upload.noRoom", zh: "存储空间不足，请联系管理员",
        en: "there is no room left; tell the administrator")
    }
  }
}
