// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Web

/// A person's browser before the real router: keeps cookies, sends forms, follows nothing.
struct Browser {
  private let responder: RouterResponder<WebContext>
  /// The platform behind.
  let platform: FakePlatform
  /// Cookies by name.
  var cookies: [String: String] = [:]
  /// What the server counts.
  let metrics = PrometheusRegistry()
  /// What the server says.
  let log = LogLines()
  /// Headers sent with every request.
  var headers: HTTPFields = [:]

  init(_ platform: FakePlatform, documents: DocumentRoutes.Reader? = nil) {
    self.platform = platform
    let server = WebServer(platform: platform, metrics: metrics, documents: documents)
    responder = server.router().buildResponder()
  }

  /// A browser in which somebody is signed in.
  static func signedIn(
    _ login: String = "clerk", _ change: (inout FakePlatform.State) -> Void = { _ in }
  ) async throws -> Browser {
    try await signedIn(login, in: Browser(try FakePlatform(change)))
  }

  /// The browser with somebody signed in.
  static func signedIn(_ login: String, in fresh: Browser) async throws -> Browser {
    var browser = fresh
    let page = try await browser.get("/login")
    _ = try await browser.post(
      "/login", ["account": login, "password": FakePlatform.password, "_csrf": page.formToken])
    return browser
  }

  /// Asks for a page.
  mutating func get(_ path: String) async throws -> Page {
    try await send(.get, path, type: nil, RequestBody(buffer: ByteBuffer()))
  }

  /// Sends a form as given.
  mutating func post(_ path: String, _ fields: KeyValuePairs<String, String>) async throws -> Page {
    let text = fields.map { "\(Browser.encode($0.key))=\(Browser.encode($0.value))" }
      .joined(separator: "&")
    return try await send(
      .post, path, type: "application/x-www-form-urlencoded",
      RequestBody(buffer: ByteBuffer(string: text)))
  }

  /// Sends a form with files as browsers do: names and values first.
  mutating func post(
    _ path: String, _ fields: KeyValuePairs<String, String>,
    files: [(name: String, file: String, bytes: [UInt8])], announced length: Int? = nil
  ) async throws -> Page {
    var body: [UInt8] = []
    func part(_ disposition: String, _ bytes: [UInt8]) {
      body += Array("--BOUND\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n".utf8)
      body += bytes + Array("\r\n".utf8)
    }
    for (name, value) in fields { part("name=\"\(name)\"", Array(value.utf8)) }
    for file in files { part("name=\"\(file.name)\"; filename=\"\(file.file)\"", file.bytes) }
    body += Array("--BOUND--\r\n".utf8)
    if let length { headers[.contentLength] = String(length) }
    defer { headers[.contentLength] = nil }
    return try await send(
      .post, path, type: "multipart/form-data; boundary=BOUND",
      RequestBody(buffer: ByteBuffer(bytes: body)))
  }

  /// Sends any body.
  mutating func send(
    _ method: HTTPRequest.Method, _ path: String, type: String?, _ body: RequestBody
  ) async throws -> Page {
    var fields = headers
    fields[.contentType] = type
    if !cookies.isEmpty {
      fields[.cookie] = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        .joined(separator: "; ")
    }
    let head = HTTPRequest(
      method: method, scheme: "http", authority: "localhost", path: path, headerFields: fields)
    var logger = Logger(label: "test") { [log] _ in KeepingLogHandler(kept: log) }
    logger[metadataKey: "hb.request.id"] = "request-of-the-test"
    let source = ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: logger)
    let response = try await responder.respond(
      to: Request(head: head, body: body), context: WebContext(source: source))
    for cookie in response.headers[values: .setCookie] { keep(cookie) }
    let writer = CollectingWriter()
    try await response.body.write(writer)
    return Page(status: response.status, headers: response.headers, bytes: writer.bytes)
  }

  private mutating func keep(_ cookie: String) {
    guard let pair = cookie.split(separator: ";").first, let sign = pair.firstIndex(of: "=") else {
      return
    }
    let value = String(pair[pair.index(after: sign)...])
    cookies[String(pair[..<sign])] = value.isEmpty ? nil : value
  }

  /// A form's percent-encoding.
  static func encode(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}

/// An answer as a browser gets it.
struct Page {
  let status: HTTPResponse.Status
  let headers: HTTPFields
  let bytes: [UInt8]

  /// The body as text.
  var text: String { String(decoding: bytes, as: UTF8.self) }
  /// The token of the page's first form.
  var formToken: String { value(of: "_csrf") }
  /// The idempotency key of the page's form.
  var key: String { value(of: "_key") }

  /// The value of the first hidden input of a name.
  func value(of name: String) -> String {
    guard let start = text.range(of: "name=\"\(name)\" value=\"") else { return "" }
    return String(text[start.upperBound...].prefix { $0 != "\"" })
  }
}

/// The lines that a server logged.
final class LogLines: Sendable {
  /// Guarded: level and text of each line.
  private let lines = Mutex<[(level: Logger.Level, text: String)]>([])

  /// The lines of at least a level.
  func lines(from level: Logger.Level) -> [String] {
    lines.withLock { $0.filter { $0.level >= level }.map(\.text) }
  }

  fileprivate func add(_ level: Logger.Level, _ text: String) {
    lines.withLock { $0.append((level, text)) }
  }
}

/// Hands a server's lines over.
private struct KeepingLogHandler: LogHandler {
  let kept: LogLines
  var logLevel = Logger.Level.debug
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { kept.add(event.level, event.message.description) }
}

/// Takes a body into memory.
private final class CollectingWriter: ResponseBodyWriter {
  /// Guarded: what was written.
  private let content = Mutex<[UInt8]>([])

  var bytes: [UInt8] { content.withLock { $0 } }

  func write(_ buffer: ByteBuffer) async throws {
    content.withLock { $0 += Array(buffer.readableBytesView) }
  }

  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
