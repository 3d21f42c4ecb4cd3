// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation

/// A product's calls, beside a bare Hummingbird handler that gives the same bytes.
struct GatewayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gateway", abstract: "a product's calls, beside a bare Hummingbird handler",
    discussion: """
      Starts a server of its own with one published product and one key in a scratch folder. To \
      call a running platform instead, give an address and a key, such as \
      --url 'http://127.0.0.1:8080/products/PRD-…/v1?…' --header 'Authorization: Bearer …'.
      """)

  @OptionGroup var options: BenchOptions

  @Option(help: "the address of a call on this machine; without one a sample product is served")
  var url: String?

  @Option(help: "a header of the call; may be given again")
  var header: [String] = []

  @Option(help: "open connections, parted by commas")
  var connections = "1,16,64"

  @Option(help: "how long each load lasts, in seconds: 1 to 60")
  var seconds = 5

  func validate() throws {
    guard url?.hasPrefix("http://127.0.0.1:") != false else {
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
    let loads = counts.map { Wrk(program: program, connections: $0, seconds: seconds) }
    var report = try await Scratch.with(in: options.scratch) { scratch in
      if let url {
        return try await compare(Call(address: url, headers: header), loads, scratch)
      }
      return try await serving("product", [try scratch.make("edge")], "/ready", scratch) {
        address in
        let call = Call(
          address: address + SampleProduct.path,
          headers: ["Authorization: Bearer \(SampleProduct.secret)"])
        return try await compare(call, loads, scratch)
      }
    }
    try report.show(json: options.json)
  }

  /// Runs a body beside a server that this program is started as, and ends it.
  private func serving<Result>(
    _ name: String, _ arguments: [String], _ path: String, _ scratch: Scratch,
    _ body: (String) async throws -> Result
  ) async throws -> Result {
    let this = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
    let server = try await ServerProcess.start(
      this, [name] + arguments, log: scratch.path("\(name).log"), path: path)
    let result: Result
    do {
      result = try await body(server.address)
    } catch {
      try server.stop()
      throw error
    }
    try server.stop()
    return result
  }

  /// Measures a call beside a bare handler of the same bytes.
  private func compare(_ call: Call, _ loads: [Wrk], _ scratch: Scratch) async throws -> Report {
    let (body, type) = try await call.answer()
    try body.write(to: URL(filePath: scratch.path("body")))
    var report = Report(
      "gateway",
      notes: [
        "ours: key, lease of rights, usage record durable before the answer;",
        "bare: a Hummingbird handler that gives the same \(body.count) bytes.",
        "Both driven by wrk on this machine, which takes its share of the cores.",
      ])
    let arguments = [scratch.path("body"), "--type", type]
    report.comparisons = try await serving("bare", arguments, "/bare", scratch) { address in
      try loads.flatMap { try measure($0, call, address + "/bare", scratch, &report) }
    }
    return report
  }

  private func measure(
    _ wrk: Wrk, _ call: Call, _ bare: String, _ scratch: Scratch, _ report: inout Report
  ) throws -> [Comparison] {
    let title = "\(wrk.connections) connections"
    let peer = "bare handler"
    var rate = Comparison(title, unit: "1/s", isHigherBetter: true, peer: peer)
    var median = Comparison("\(title), p50", unit: "ms", peer: peer)
    var tail = Comparison("\(title), p99", unit: "ms", peer: peer)
    var failures = 0
    for _ in 0..<options.rounds {
      let our = try wrk.run(call.address, headers: call.headers, in: scratch)
      let other = try wrk.run(bare, headers: call.headers, in: scratch)
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
}
