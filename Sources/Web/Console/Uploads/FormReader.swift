// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Hummingbird
import Platform
import Regulation

/// Reads a form with files: each file is looked at and kept, and its digest stands in the form.
///
/// One file is in memory at a time. A file that is not kept is a problem of its field and does not
/// end the reading, so that the rest of what was filled in comes back.
struct FormReader {
  /// The largest form with all its files, 512 MiB.
  static let formBytesMax = 512 << 20
  /// The most bytes of the texts of a form.
  static let textBytesMax = FormBody.bytesMax

  private let visit: Visit
  private let actor: Actor

  /// Reads for a visit of somebody who is signed in; refuses at once what is announced as too
  /// large.
  init(_ visit: Visit) throws {
    self.visit = visit
    actor = try visit.actor
    let length = visit.request.headers[.contentLength].flatMap { Int($0) }
    if let length, length > Self.formBytesMax { throw Problem.formTooLarge }
  }

  /// The names and values, with what is wrong with files.
  func read() async throws -> (form: FormBody, problems: [Reason]) {
    var parts = try MultipartParts(visit.request)
    var pairs: [(String, String)] = []
    var problems: [Reason] = []
    var (total, texts) = (0, 0)
    var item = try await parts.next()
    while case .part(let name, let file, let type) = item {
      guard pairs.count < FormBody.pairsMax else { throw Problem.tooLarge }
      if pairs.isEmpty, name != FormGuard.field { throw Problem.forgedForm }
      var bytes: [UInt8] = []
      var size = 0
      item = try await parts.next()
      while case .bytes(let piece) = item {
        size += piece.count
        total += piece.count
        guard total <= Self.formBytesMax else { throw Problem.formTooLarge }
        // All texts are kept at once, so their bound is one for all of them.
        if file == nil { texts += piece.count }
        guard texts <= Self.textBytesMax else { throw Problem.tooLarge }
        if size <= Paper.bytesMax { bytes += piece } else { bytes = [] }
        item = try await parts.next()
      }
      if let file {
        guard size > 0 || file != MultipartHeaders.unnamed else { continue }
        let sent = SentPaper(path: name, name: file, type: type ?? "", size: size, bytes: bytes)
        switch try await keep(sent) {
        case .success(let kept): pairs += kept
        case .failure(let refused): problems.append(refused.reason)
        }
      } else {
        pairs.append((name, String(decoding: bytes, as: UTF8.self)))
        if pairs.count == 1 { try visit.check(FormBody(pairs: pairs)) }
      }
    }
    guard !pairs.isEmpty else { throw Problem.forgedForm }
    return (FormBody(pairs: FormReader.replacing(pairs)), problems)
  }

  /// A file as it came.
  private struct SentPaper {
    let path: String
    let name: String
    let type: String
    let size: Int
    let bytes: [UInt8]
  }

  /// Why a file was not kept.
  private struct RefusedPaper: Error {
    let reason: Reason
  }

  private func keep(
    _ sent: SentPaper
  ) async throws -> Result<[(String, String)], RefusedPaper> {
    func refused(_ code: String, _ message: LocalText) -> Result<[(String, String)], RefusedPaper> {
      let name = "“\(sent.name)”"
      return .failure(
        RefusedPaper(
          reason: Reason(
            code, zh: name + message.zh, en: "\(name): \(message.en)", field: sent.path)))
    }
    if let problem = PaperCheck(name: sent.name, size: sent.size, bytes: sent.bytes).problem {
      return refused(problem.code, problem.message)
    }
    do {
      let body = AsyncThrowingStream<[UInt8], any Error> { stream in
        stream.yield(sent.bytes)
        stream.finish()
      }
      let upload = try await visit.console.platform.upload(
        for: actor, name: sent.name, mediaType: sent.type, isData: false, length: sent.size,
        body: body)
      return .success([
        (sent.path, upload.digest.hex), ("\(sent.path).\(FormInput.fileName)", sent.name),
      ])
    } catch let problem as UploadProblem {
      let reason = Problem(problem).reasons.first
      return refused(
        reason?.code ?? "upload",
        LocalText(
          zh: "：\(reason?.message.zh ?? "未能保存")", en: reason?.message.en ?? "was not kept"))
    }
  }

  /// A file that was chosen anew takes the place of the one that was kept.
  private static func replacing(_ pairs: [(String, String)]) -> [(String, String)] {
    let names = Set(
      pairs.map(\.0).filter { $0.hasSuffix(".\(FormInput.fileName)") }
        .flatMap { [$0, String($0.dropLast(FormInput.fileName.count + 1))] })
    let last = Dictionary(pairs.filter { names.contains($0.0) }) { _, last in last }
    return pairs.filter { !names.contains($0.0) } + last.sorted { $0.key < $1.key }
  }
}

extension Problem {
  /// A form with more bytes than are taken.
  static let formTooLarge = Problem(
    .contentTooLarge, "form.tooLarge",
    zh: "一次提交的文件合计不能超过 512 MB，单个文件不能超过 64 MB。请返回上一页（已填内容仍在），"
      + "压缩扫描件或分次上传后先“保存草稿”，再提交",
    en:
      "the files of one form have at most 512 MB together and 64 MB each; go back (what you filled"
      + " in is still there), send smaller scans or keep a draft between files")
}
