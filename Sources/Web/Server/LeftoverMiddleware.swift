// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import NIOCore

/// Reads what is left of a body after an answer that closes the connection.
///
/// A caller that sends all before it reads would otherwise wait for ever, or see the connection
/// reset in place of the answer; one that waits for the answer first has it at once. Connections
/// that stay open are read to the end by the server itself.
struct LeftoverMiddleware: RouterMiddleware {
  typealias Context = WebContext

  /// The most bytes read for nothing.
  static let bytesMax = 4 << 30

  func handle(
    _ request: Request, context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    guard request.headers[.connection]?.lowercased() == "close" else {
      return try await next(request, context)
    }
    let box = BodyBox(request.body)
    var request = request
    request.body = RequestBody(asyncSequence: BoxedBody(box: box))
    var response = try await next(request, context)
    let body = response.body
    response.body = ResponseBody(contentLength: body.contentLength) { writer in
      try await body.write(writer)
      await box.drain(upTo: Self.bytesMax)
    }
    return response
  }
}

/// A body that a handler reads as far as it likes and that is read to its end afterwards.
private actor BodyBox {
  private var iterator: RequestBody.AsyncIterator
  private var hasEnded = false

  init(_ body: RequestBody) {
    iterator = body.makeAsyncIterator()
  }

  func next() async throws -> ByteBuffer? {
    guard !hasEnded else { return nil }
    var iterator = self.iterator
    do {
      let buffer = try await iterator.next(isolation: self)
      self.iterator = iterator
      if buffer == nil { hasEnded = true }
      return buffer
    } catch {
      hasEnded = true
      throw error
    }
  }

  /// Reads the rest; a caller that has gone ends it.
  func drain(upTo most: Int) async {
    var read = 0
    do {
      while read < most, let buffer = try await next() { read += buffer.readableBytes }
    } catch {
      hasEnded = true
    }
  }
}

/// The same body as a sequence.
private struct BoxedBody: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  struct AsyncIterator: AsyncIteratorProtocol {
    let box: BodyBox

    mutating func next() async throws -> ByteBuffer? { try await box.next() }
  }

  let box: BodyBox

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(box: box) }
}
