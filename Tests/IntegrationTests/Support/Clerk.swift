// SPDX-License-Identifier: Apache-2.0
import Foundation
import FoundationNetworking

/// Somebody at a bureau with nothing but the console: reads pages, follows links by their words,
/// fills forms in by their labels.
struct Clerk {
  /// An answer as it is seen.
  struct Seen {
    let status: Int
    let text: String
    let bytes: [UInt8]

    /// What the page itself says, without tags, in one line.
    var words: String {
      ServedForm.plain(main.replacing(/<[^>]+>/, with: " ")).split(whereSeparator: \.isWhitespace)
        .joined(separator: " ")
    }

    /// The page without what stands around it on every page.
    private var main: String {
      text.range(of: "<main").map { String(text[$0.lowerBound...]) } ?? text
    }

    /// The address of the first record of a list.
    func record(of list: String) throws -> String {
      guard let found = main.firstMatch(of: /href="(\/console\/[a-z-]+\/[A-Z]{3}-[0-9A-Z]+)"/),
        found.1.hasPrefix("/console/\(list)/")
      else { throw TestProblem("no record of \(list): \(words.suffix(800))") }
      return String(found.1)
    }

    /// The address of the first link whose words contain a text.
    func link(_ words: String) -> String? {
      main.matches(of: /<a [^>]*href="([^"]+)"[^>]*>(.*?)<\/a>/).first { match in
        ServedForm.plain(String(match.2.replacing(/<[^>]+>/, with: " "))).contains(words)
      }.map { ServedForm.plain(String($0.1)) }
    }
  }

  private let address: String
  private let cookie: String

  /// Signs in through a server's session route.
  init(_ server: RunningServer, _ login: String) async throws {
    address = server.address
    cookie = "shuyu-session=\(try await server.client(login).token ?? "")"
  }

  /// Opens a page.
  func open(_ path: String) async throws -> Seen { try await send("GET", path, nil, []) }

  /// Opens the page to which the first link with these words leads.
  func follow(_ words: String, on page: Seen) async throws -> Seen {
    guard let path = page.link(words) else {
      throw TestProblem("no link “\(words)” on: \(page.words.prefix(2_000))")
    }
    return try await open(path)
  }

  /// Opens the form to which a link leads, fills it in and sends it; the answer must be a receipt.
  func act(
    _ words: String, on page: Seen, _ fill: (inout ServedForm) throws -> Void
  ) async throws -> Seen {
    var form = try ServedForm(try await follow(words, on: page).text)
    try fill(&form)
    let answer = try await send(form)
    guard answer.status == 200, answer.text.contains("card receipt") else {
      throw TestProblem("“\(words)” was answered \(answer.status): \(answer.words.prefix(3_000))")
    }
    return answer
  }

  /// Presses a button of a form.
  func send(_ form: ServedForm, _ button: String = "send") async throws -> Seen {
    let (type, body) = form.sent(button)
    return try await send("POST", form.path, type, body)
  }

  private func send(
    _ method: String, _ path: String, _ type: String?, _ body: [UInt8]
  ) async throws -> Seen {
    guard let url = URL(string: address + path) else { throw TestProblem("no path: \(path)") }
    var request = URLRequest(url: url)
    request.httpMethod = method
    request.httpShouldHandleCookies = false
    request.setValue(cookie, forHTTPHeaderField: "Cookie")
    if let type {
      request.httpBody = Data(body)
      request.setValue(type, forHTTPHeaderField: "Content-Type")
    }
    let (data, response) = try await URLSession.shared.data(for: request)
    return Seen(
      status: (response as? HTTPURLResponse)?.statusCode ?? 0,
      text: String(decoding: data, as: UTF8.self), bytes: Array(data))
  }
}
