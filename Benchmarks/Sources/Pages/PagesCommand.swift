// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Foundation
import FoundationNetworking

/// Pages of the console over HTTP with many cases and entries.
struct PagesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pages", abstract: "task list, case page and lists with many cases and entries")

  @OptionGroup var options: BenchOptions

  @Option(help: "cases: 100 to 1,000,000")
  var cases = 10_000

  @Option(help: "entries in all: 1,000 to 10,000,000")
  var entries = 1_000_000

  @Option(help: "how often each page is asked for")
  var requests = 20

  @Option(help: "the program `shuyu`, built for release")
  var shuyu = ".build/release/shuyu"

  @Option(help: "the folder with the rules of the places")
  var regulations = "Regulations"

  @Option(help: "the folder with DuckDB")
  var tools = ".tools"

  func validate() throws {
    guard (100...1_000_000).contains(cases) else {
      throw ValidationError("--cases is 100 to 1000000")
    }
    guard (1_000...10_000_000).contains(entries) else {
      throw ValidationError("--entries is 1000 to 10000000")
    }
    guard (1...10_000).contains(requests) else {
      throw ValidationError("--requests is 1 to 10000")
    }
  }

  func run() async throws {
    var report = Report(
      "pages",
      notes: [
        "from sending a request to the last byte of its page, signed in, on this machine;",
        "\(cases) cases of Handan, half of them due, \(entries) entries; bound: 100 ms.",
      ])
    try await Scratch.with(in: options.scratch) { scratch in
      try await serve(scratch).stop()
      let begun = ContinuousClock.now
      let path = scratch.path("data/office/shuyu.sqlite")
      let file = try await BenchPlatform.with(
        database: path, regulations: regulations, firstNumber: 1, place: CaseLedger.place,
        settings: CaseLedger.settings
      ) { try await CaseLedger($0).fill(cases: cases, entries: entries) }
      let seconds = (ContinuousClock.now - begun).inSeconds
      report.notes.append("made by the committer in \(Report.figure(seconds)) s")
      let server = try await serve(scratch)
      report.comparisons = try await measure(server.address, file)
      try server.stop()
    }
    try report.show(json: options.json)
  }

  private func measure(_ address: String, _ file: String) async throws -> [Comparison] {
    let clerk = try await PageReader(address, "clerk")
    let pricing = try await PageReader(address, "pricing")
    let company = try await PageReader(address, "operator")
    let pages: [(String, PageReader, String)] = [
      ("task list, implementing body", clerk, "/"),
      ("task list, pricing authority", pricing, "/"), ("task list, operator", company, "/"),
      ("case page", clerk, "/console/cases/\(file)"),
      ("case page, older entries", clerk, "/console/cases/\(file)?before=40"),
      ("list of cases", clerk, "/console/cases"),
      ("list of cases by due day", clerk, "/console/cases?sort=dueOn"),
      ("list of cases, filtered and sorted", clerk, "/console/cases?state=open&sort=-dueOn"),
      ("list of cases, a body that some name", pricing, "/console/cases"),
      ("list of cases, a word", clerk, "/console/cases?q=事项+77"),
    ]
    var comparisons: [Comparison] = []
    for (name, reader, path) in pages {
      var comparison = Comparison(name, unit: "ms", peer: nil)
      for _ in 0..<requests { comparison.add(try await reader.milliseconds(path)) }
      comparisons.append(comparison)
    }
    return comparisons
  }

  private func serve(_ scratch: Scratch) async throws -> ServerProcess {
    let founding = scratch.path("founding.json")
    let founder = [
      ["place": CaseLedger.place, "organisation": "Running unit", "uscc": CreditCode.text(0)]
    ]
    try JSONEncoder().encode(founder).write(to: URL(filePath: founding))
    return try await ServerProcess.start(
      URL(filePath: shuyu).path,
      [
        "serve", "--port", "0", "--data", scratch.path("data"), "--regulations",
        URL(filePath: regulations).path, "--tools", URL(filePath: tools).path,
        "--founding", founding, "--roles", "office",
      ], log: scratch.path("server.log"), path: "/readyz")
  }
}

/// Somebody who is signed in and reads pages.
private struct PageReader: Sendable {
  private let address: String
  private let cookie: String

  /// Signs in.
  init(_ address: String, _ login: String) async throws {
    self.address = address
    guard let url = URL(string: "\(address)/api/v1/sessions") else {
      throw BenchError("`\(address)` is no address")
    }
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.httpBody = Data(
      JSON.object(["account": .string(login), "password": .string(CaseLedger.password)])
        .canonical())
    let (bytes, _) = try await URLSession.shared.data(for: request)
    guard let token = try JSON.parse(Array(bytes))["token"]?.string else {
      throw BenchError("`\(login)` cannot sign in")
    }
    cookie = "shuyu-session=\(token)"
  }

  /// Reads a page and gives the time that it took.
  func milliseconds(_ path: String) async throws -> Double {
    let encoded = path.addingPercentEncoding(withAllowedCharacters: .urlFragmentAllowed) ?? path
    guard let url = URL(string: address + encoded) else { throw BenchError("no path `\(path)`") }
    var request = URLRequest(url: url)
    request.setValue(cookie, forHTTPHeaderField: "Cookie")
    let begun = ContinuousClock.now
    let (bytes, response) = try await URLSession.shared.data(for: request)
    let time = (ContinuousClock.now - begun).inSeconds * 1_000
    guard (response as? HTTPURLResponse)?.statusCode == 200, !bytes.isEmpty else {
      throw BenchError("`\(path)` was not answered with a page")
    }
    return time
  }
}
