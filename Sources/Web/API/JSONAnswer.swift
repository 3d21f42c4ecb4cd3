// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import NIOCore

/// A JSON answer in canonical form.
struct JSONAnswer: ResponseGenerator {
  private let json: JSON
  private let status: HTTPResponse.Status

  /// Answers with a document.
  init(_ json: JSON, status: HTTPResponse.Status = .ok) {
    self.json = json
    self.status = status
  }

  /// The HTTP answer; never cached.
  func response() -> Response {
    Response(
      status: status,
      headers: [
        .contentType: "application/json; charset=utf-8", .cacheControl: "no-store",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.canonical())))
  }

  func response(from request: Request, context: some RequestContext) throws -> Response {
    response()
  }
}

extension Request {
  /// Reads a bounded JSON body; malformed JSON is told with its byte offset.
  func json() async throws -> JSON {
    let buffer: ByteBuffer
    do {
      buffer = try await body.collect(upTo: WebLimits.bodyBytesMax)
    } catch is NIOTooManyBytesError {
      throw Problem.tooLarge
    }
    let bytes = Array(buffer.readableBytesView)
    guard !bytes.isEmpty else { return .object([:]) }
    do {
      return try JSON.parse(bytes)
    } catch {
      throw Problem(
        .badRequest, "body.malformed", zh: "请求不是合法的 JSON（第 \(error.offset) 字节）",
        en: "the body is not valid JSON: \(error.description)")
    }
  }
}
