// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testing

/// Files sent by a form, in pieces of any size.
struct UploadTests {
  private let type = "multipart/form-data; boundary=----Boundary7"

  /// A form's body as browsers write it.
  private func body(_ token: String, file: [UInt8], name: String = "a.csv") -> [UInt8] {
    var bytes = Array(
      """
      ------Boundary7\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n\(token)\r\n\
      ------Boundary7\r\nContent-Disposition: form-data; name="file"; filename="\(name)"\r\n\
      Content-Type: text/csv\r\n\r\n
      """.utf8)
    bytes += file + Array("\r\n------Boundary7--\r\n".utf8)
    return bytes
  }

  private func stream(_ bytes: [UInt8], pieces size: Int) -> RequestBody {
    let pieces = stride(from: 0, to: bytes.count, by: size).map { start in
      ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)])
    }
    return RequestBody(
      asyncSequence: AsyncStream<ByteBuffer> { stream in
        for piece in pieces { stream.yield(piece) }
        stream.finish()
      })
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1_000, 100_000])
  func `a file arrives whole in pieces of any size`(_ size: Int) async throws {
    var browser = try await Browser.signedIn()
    let token = try await browser.get("/console/upload").formToken
    // Bytes that look like the beginning of a delimiter.
    let file = Array("\r\n--\r\n----Boundary7\r\n------Boundary\u{0}中文\r\n-".utf8)
    let page = try await browser.send(
      .post, "/console/upload", type: type, stream(body(token, file: file), pieces: size))
    #expect(page.status == .ok)
    #expect(browser.platform.state.withLock { $0.uploads } == [file])
    #expect(page.text.contains(SHA256.hash(file).hex))
    #expect(page.text.contains("UPL-"))
  }

  @Test func `a large file streams through`() async throws {
    var browser = try await Browser.signedIn()
    let token = try await browser.get("/console/upload").formToken
    let file = SeededRandom(seed: 11).bytes(3_000_000)
    let page = try await browser.send(
      .post, "/console/upload", type: type, stream(body(token, file: file), pieces: 65_536))
    #expect(page.status == .ok)
    #expect(browser.platform.state.withLock { $0.uploads.first } == file)
  }

  @Test func `a file without the form's token, or before it, is not kept`() async throws {
    var browser = try await Browser.signedIn()
    for token in ["", "00", String(repeating: "0", count: 4_000)] {
      let page = try await browser.send(
        .post, "/console/upload", type: type, stream(body(token, file: [1]), pieces: 64))
      #expect(page.status == .forbidden)
    }
    let fileFirst = Array(
      "------Boundary7\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx".utf8)
    let page = try await browser.send(
      .post, "/console/upload", type: type, stream(fileFirst, pieces: 9))
    #expect(page.status == .forbidden)
    #expect(browser.platform.state.withLock { $0.uploads.isEmpty })
  }

  @Test func `an empty, broken or endless form is refused`() async throws {
    var browser = try await Browser.signedIn()
    let token = try await browser.get("/console/upload").formToken
    let whole = body(token, file: Array("x".utf8))
    let cases: [(String, [UInt8])] = [
      (type, body(token, file: [])), (type, []), (type, Array(whole.dropLast(30))),
      (type, [UInt8](repeating: 0x61, count: 100_000)), ("text/plain", whole),
      ("multipart/form-data", whole), ("multipart/form-data; boundary=", whole),
    ]
    for (type, bytes) in cases {
      let page = try await browser.send(
        .post, "/console/upload", type: type, stream(bytes, pieces: 50))
      #expect(page.status == .badRequest)
    }
    #expect(browser.platform.state.withLock { $0.uploads.isEmpty })
  }

  @Test func `only who is signed in uploads`() async throws {
    var browser = Browser(try FakePlatform())
    let page = try await browser.send(
      .post, "/console/upload", type: type, stream(body("x", file: [1]), pieces: 64))
    #expect(page.headers[.location] == "/login")
    #expect(try await browser.get("/console/upload").status == .seeOther)
  }

  @Test func `a file's name loses its folders and is escaped`() async throws {
    var browser = try await Browser.signedIn()
    let token = try await browser.get("/console/upload").formToken
    let page = try await browser.send(
      .post, "/console/upload", type: type,
      stream(body(token, file: [1], name: "C:\\secret\\<b>.csv"), pieces: 64))
    #expect(page.text.contains("&lt;b&gt;.csv"))
    #expect(!page.text.contains("secret"))
  }
}
