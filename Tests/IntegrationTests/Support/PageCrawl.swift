// SPDX-License-Identifier: Apache-2.0
import Foundation
import FoundationNetworking
import Testing

/// Reads the console's pages as a person does: what they say, and where their links lead.
struct PageCrawl {
  /// Records looked at in each list.
  static let recordsMax = 2

  /// Where the server is.
  let address: String
  /// The session's token.
  let token: String
  /// Texts that look like codes and are none: names of columns and the like.
  var known: Set<String> = []

  /// What is wrong with the pages of an account.
  func faults() async throws -> [String] {
    var faults: [String] = []
    let home = try await page("/")
    faults += codes(in: home, of: "/")
    for list in Set(links(in: home)).filter(isList).sorted() {
      let page = try await page(list)
      faults += codes(in: page, of: list)
      let records = Set(links(in: page)).filter { $0.hasPrefix(list + "/") }.sorted()
      for record in records.prefix(Self.recordsMax) {
        let detail = try await self.page(record)
        faults += codes(in: detail, of: record)
        for link in Set(links(in: detail)).filter(isRecord).sorted() {
          let status = try await answer(link).status
          if status != 200 { faults.append("\(record) leads to \(link): \(status)") }
        }
      }
    }
    return faults
  }

  /// The names of the files in the package of the only case, as they stand in the ZIP's bytes.
  func dossierFiles() async throws -> Set<String> {
    let list = try await page("/console/cases")
    let file = try #require(list.firstMatch(of: /CAS-[0-9A-Z]{26}/)).output
    let (status, text) = try await answer("/console/cases/\(file)/dossier")
    guard status == 200 else { throw TestProblem("dossier: \(status)") }
    return Set(text.matches(of: /records\/[A-Z]{3}-[0-9A-Z]{26}\.json/).map { String($0.output) })
  }

  private func isList(_ path: String) -> Bool {
    path.wholeMatch(of: /\/console\/[a-z-]+/) != nil && path != "/console/upload"
      && path != "/console/regulation"
  }

  private func isRecord(_ path: String) -> Bool {
    path.wholeMatch(of: /\/console\/[a-z-]+\/[A-Z]{2,5}-[0-9A-Z]+/) != nil
  }

  private func links(in page: String) -> [String] {
    page.matches(of: /href="([^"#]*)"/).map { String($0.1) }
  }

  /// Texts on a page that are codes or ids and not words.
  private func codes(in page: String, of path: String) -> [String] {
    let main = page.components(separatedBy: "<main").dropFirst().joined()
    let words = main.replacing(/<(code|pre)[^>]*>.*?<\/(code|pre)>/.dotMatchesNewlines(), with: "")
    return words.replacing(/<[^>]+>/, with: "\n").split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }.filter { text in
      !known.contains(text)
        && (text.wholeMatch(of: /[a-z]+[A-Z][A-Za-z]*/) != nil
          || text.wholeMatch(of: /[a-z]+(\.[a-zA-Z]+)+/) != nil
          || text.wholeMatch(of: /[A-Z]{2,5}-[0-9A-Z]{26}/) != nil || text == "{}")
    }.map { "\(path) shows \($0)" }
  }

  private func page(_ path: String) async throws -> String {
    let (status, text) = try await answer(path)
    guard status == 200 else { throw TestProblem("\(path): \(status)") }
    return text
  }

  private func answer(_ path: String) async throws -> (status: Int, text: String) {
    guard let url = URL(string: address + path) else { throw TestProblem("no path: \(path)") }
    var request = URLRequest(url: url)
    request.httpShouldHandleCookies = false
    request.setValue("shuyu-session=\(token)", forHTTPHeaderField: "Cookie")
    let (data, response) = try await URLSession.shared.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    return (status, String(decoding: data, as: UTF8.self))
  }
}
