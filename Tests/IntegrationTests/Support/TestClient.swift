// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import FoundationNetworking

/// Speaks HTTP to a server, well or badly.
struct TestClient: Sendable {
  /// An answer.
  struct Reply: Sendable {
    let status: Int
    let bytes: [UInt8]
    let type: String

    /// The body as JSON; null when it is none.
    var json: JSON {
      do { return try JSON.parse(bytes) } catch { return .null }
    }

    /// The codes of the reasons.
    var codes: [String] { (json["reasons"]?.array ?? []).compactMap { $0["code"]?.string } }

    /// The receipt's entry.
    var entry: Int64? { json["receipt"]?["entry"]?.int }
  }

  /// Where the server is.
  let address: String
  /// The session's token.
  var token: String?

  /// Talks to a server.
  init(_ address: String, token: String? = nil) {
    self.address = address
    self.token = token
  }

  /// Does an action.
  func act(_ name: String, _ input: JSON, key: String? = nil) async throws -> Reply {
    try await send("POST", "/api/v1/actions/\(name)", input, key: key)
  }

  /// Sends a JSON body, or none.
  func send(
    _ method: String, _ path: String, _ body: JSON? = nil, key: String? = nil
  ) async throws -> Reply {
    try await send(method, path, bytes: body?.canonical(), key: key)
  }

  /// Sends bytes as they are.
  func send(
    _ method: String, _ path: String, bytes: [UInt8]?, key: String? = nil
  ) async throws -> Reply {
    guard let url = URL(string: address + path) else { throw TestProblem("no path: \(path)") }
    var request = URLRequest(url: url)
    request.httpMethod = method
    if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
    if let key { request.setValue(key, forHTTPHeaderField: "Idempotency-Key") }
    if let bytes {
      request.httpBody = Data(bytes)
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    }
    let (data, response) = try await URLSession.shared.data(for: request)
    let http = response as? HTTPURLResponse
    return Reply(
      status: http?.statusCode ?? 0, bytes: Array(data),
      type: http?.value(forHTTPHeaderField: "Content-Type") ?? "")
  }
}
