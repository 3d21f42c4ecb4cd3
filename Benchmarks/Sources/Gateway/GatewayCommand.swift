// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import FoundationNetworking

/// A product's calls, beside a bare Hummingbird handler that gives the same bytes.
struct GatewayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gateway", abstract: "a product's calls, beside a bare Hummingbird handler",
    discussion: """
      Needs a running platform with a published product: give its address and a key, such as \
      --url 'http://127.0.0.1:8080/products/PRD-…/v1?…' --header 'Authorization: Bearer …'.
      """)

  @OptionGroup var options: BenchOptions

  @Option(help: "the address of a product's call on this machine")
  var url: String

  @Option(help: "a header of the call; may be given again")
  var header: [String] = []

  @Option(help: "open connections, parted by commas")
  var connections = "1,16,64"

  @Option(help: "how long each load lasts, in seconds: 1 to 60")
  var seconds = 5

  func validate() throws {
    guard url.hasPrefix("http://127.0.0.1:") else {
      throw ValidationError("--url must be of this machine: http://127.0.0.1:…")
    }
    guard (1...60).contains(seconds) else { throw ValidationError("--seconds is 1 to 60") }
  }

  func run() async throws {
    let counts = connections.split(separator: ",").compactMap { Int($0) }
    guard !counts.isEmpty, counts.allSatisfy({ (1...1_000).contains($0) }) else {
      throw ValidationError("--connections is a list of numbers from 1 to 1000")
    }
    guard let program = Child.find("wrk") else {
      throw BenchError("there is no wrk; install Debian's package `wrk`")
    }
    let (body, type) = try await answer()
    var report = Report(
      "gateway",
      notes: [
        "ours: key, lease of rights, usage record durable before the answer;",
        "bare: a Hummingbird handler that gives the same \(body.count) bytes.",
        "Both driven by wrk on this machine, which takes its share of the cores.",
      ])
    try await Scratch.with(in: options.scratch) { scratch in
      try body.write(to: URL(filePath: scratch.path("body")))
      let this = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
      let bare = try await ServerProcess.start(
        this, ["bare", scratch.path("body"), "--type", type], log: scratch.path("bare.log"),
        path: "/bare")
      do {
        for count in counts {
          let wrk = Wrk(program: program, connections: count, seconds: seconds)
          report.comparisons += try measure(wrk, bare.address + "/bare", scratch, &report)
        }
      } catch {
        try bare.stop()
        throw error
      }
      try bare.stop()
    }
    try report.show(json: options.json)
  }

  private func measure(
    _ wrk: Wrk, _ bare: String, _ scratch: Scratch, _ report: inout Report
  ) throws -> [Comparison] {
    let title = "\(wrk.connections) connections"
    let peer = "bare handler"
    var rate = Comparison(title, unit: "1/s", isHigherBetter: true, peer: peer)
    var median = Comparison("\(title), p50", unit: "ms", peer: peer)
    var tail = Comparison("\(title), p99", unit: "ms", peer: peer)
    var failures = 0
    for _ in 0..<options.rounds {
      let our = try wrk.run(url, headers: header, in: scratch)
      let other = try wrk.run(bare, headers: header, in: scratch)
      rate.add(our.perSecond, beside: other.perSecond)
      median.add(our.median, beside: other.median)
      tail.add(our.tail, beside: other.tail)
      failures += our.failures
    }
    if failures > 0 {
      report.notes.append(
        "ATTENTION: \(failures) calls were refused at \(title), such as by a limit")
    }
    return [rate, median, tail]
  }

  /// One call: the bytes that the bare handler will give, and their media type.
  private func answer() async throws -> (Data, String) {
    guard let address = URL(string: url) else { throw ValidationError("--url is no address") }
    var request = URLRequest(url: address)
    for line in header {
      let parts = line.split(separator: ":", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard parts.count == 2 else { throw ValidationError("--header is `name: value`") }
      request.setValue(parts[1], forHTTPHeaderField: parts[0])
    }
    let (body, response) = try await URLSession.shared.data(for: request)
    guard let response = response as? HTTPURLResponse, response.statusCode == 200 else {
      throw BenchError("the call was not answered with 200; check --url and --header")
    }
    return (body, response.value(forHTTPHeaderField: "Content-Type") ?? "application/json")
  }
}
