// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import FoundationNetworking

/// A client of the platform's HTTP interface.
struct APIClient: Sendable {
  /// Where the platform is.
  let base: URL
  /// The session's token.
  var token: String?

  /// An answer over HTTP.
  struct Reply: Sendable {
    /// The HTTP status.
    let status: Int
    /// The body, JSON or not.
    let bytes: [UInt8]

    /// The body as JSON; null when it is none.
    var json: JSON {
      do { return try JSON.parse(bytes) } catch { return .null }
    }
    /// Whether the status is a success.
    var isSuccess: Bool { (200..<300).contains(status) }
  }

  /// Talks to a server.
  init(_ server: String, token: String? = nil) throws {
    guard let base = URL(string: server), base.host() != nil else {
      throw SetupError("`--server` is no URL")
    }
    self.base = base
    self.token = token
  }

  /// Signs in and keeps the token.
  mutating func signIn(account: String, password: String) async throws {
    let reply = try await send(
      "POST", "/api/v1/sessions",
      body: .object(["account": .string(account), "password": .string(password)]))
    guard let token = reply.json["token"]?.string else { throw SignInRefused(reply: reply) }
    self.token = token
  }

  /// Calls an action.
  func act(_ name: String, _ input: JSON, key: String? = nil) async throws -> Reply {
    try await send("POST", "/api/v1/actions/\(name)", body: input, key: key)
  }

  /// Sends a request with a JSON body.
  func send(
    _ method: String, _ path: String, body: JSON? = nil, key: String? = nil,
    headers: [String: String] = [:]
  ) async throws -> Reply {
    var request = try request(method, path)
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    if let key { request.setValue(key, forHTTPHeaderField: "Idempotency-Key") }
    if let body {
      request.httpBody = Data(body.canonical())
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    }
    let asked = request
    let (data, response) = try await answered { try await URLSession.shared.data(for: asked) }
    return Reply(status: (response as? HTTPURLResponse)?.statusCode ?? 0, bytes: Array(data))
  }

  /// Uploads a file.
  func upload(file: URL, name: String, isData: Bool = false) async throws -> Reply {
    let encoded = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "file"
    let query = "name=\(encoded)" + (isData ? "&for=data" : "")
    var request = try request("POST", "/api/v1/uploads?\(query)")
    request.setValue("application/octet-stream", forHTTPHeaderField: "Content-Type")
    request.timeoutInterval = 3_600
    let asked = request
    let (data, response) = try await answered {
      try await URLSession.shared.upload(for: asked, fromFile: file)
    }
    return Reply(status: (response as? HTTPURLResponse)?.statusCode ?? 0, bytes: Array(data))
  }

  /// An answer, or that the server cannot be reached.
  private func answered(
    _ exchange: () async throws -> (Data, URLResponse)
  ) async throws -> (Data, URLResponse) {
    do {
      return try await exchange()
    } catch let error as URLError
      where [.cannotConnectToHost, .cannotFindHost, .timedOut].contains(error.code)
    {
      throw Unreachable(server: base.absoluteString)
    }
  }

  private func request(_ method: String, _ path: String) throws -> URLRequest {
    guard let url = URL(string: path, relativeTo: base) else {
      throw SetupError("`\(path)` is no path")
    }
    var request = URLRequest(url: url)
    request.httpMethod = method
    if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
    return request
  }
}
