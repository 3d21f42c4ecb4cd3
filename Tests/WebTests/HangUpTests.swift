// SPDX-License-Identifier: Apache-2.0
import Core
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Testing
import Web

/// Callers that go away in the middle of what they send.
struct HangUpTests {
  private func broken(_ error: any Error & Sendable) -> RequestBody {
    RequestBody(
      asyncSequence: AsyncThrowingStream<ByteBuffer, any Error> { stream in
        stream.yield(ByteBuffer(string: "{"))
        stream.finish(throwing: error)
      })
  }

  private struct Unknown: Error {}

  @Test func `a caller that hung up is counted and is no error of ours`() async throws {
    for error: any Error & Sendable in [
      HTTPParserError.invalidEOFState, ChannelError.inputClosed,
      IOError(errnoCode: 104, reason: "reset"),
    ] {
      var browser = try await Browser.signedIn()
      browser.headers[.authorization] = "Bearer token-clerk"
      let page = try await browser.send(
        .post, "/api/v1/actions/note.write", type: "application/json", broken(error))
      #expect(page.status == .badRequest)
      #expect(browser.metrics.text().contains("shuyu_http_hangups_total 1\n"))
      #expect(browser.log.lines(from: .info).isEmpty)
      #expect(browser.log.lines(from: .debug).contains("the caller hung up"))
    }
  }

  @Test func `what nobody knows stays an error of ours`() async throws {
    var browser = try await Browser.signedIn()
    browser.headers[.authorization] = "Bearer token-clerk"
    let page = try await browser.send(
      .post, "/api/v1/actions/note.write", type: "application/json", broken(Unknown()))
    #expect(page.status == .internalServerError)
    #expect(browser.log.lines(from: .error) == ["request failed"])
    #expect(!browser.metrics.text().contains("hangups"))
  }
}
