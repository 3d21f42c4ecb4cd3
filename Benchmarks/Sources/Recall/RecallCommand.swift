// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Foundation
import Gateway

/// What an edge reads of a day's calls when it starts, with summaries and without.
struct RecallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recall", abstract: "what an edge reads of a day's calls when it starts")

  @OptionGroup var options: BenchOptions

  @Option(help: "calls within 24 hours: 1,000 to 10,000,000")
  var calls = 500_000

  @Option(help: "how many in a hundred have a request's id")
  var named = 20

  func validate() throws {
    guard (1_000...10_000_000).contains(calls) else {
      throw ValidationError("--calls is 1000 to 10000000")
    }
    guard (0...100).contains(named) else { throw ValidationError("--named is 0 to 100") }
  }

  func run() async throws {
    var report = Report(
      "recall",
      notes: [
        "\(calls) calls, \(named) in a hundred with a request's id; file cache warm;",
        "opening the usage folder and recalling, up to where the first call could be answered.",
      ])
    try await Scratch.with(in: options.scratch) { scratch in
      let folder = try scratch.make("edge")
      try await fill(folder)
      var start = Comparison("open and recall", unit: "s", peer: "every record")
      for _ in 0..<options.rounds {
        for name in try summaries(folder) { try FileManager.default.removeItem(atPath: name) }
        let slow = try Self.start(folder)
        start.add(try Self.start(folder), beside: slow)
      }
      report.comparisons = [start]
      let bytes = try summaries(folder).map { try Data(contentsOf: URL(filePath: $0)).count }
      report.notes.append("\(bytes.count) summaries of \(bytes.reduce(0, +)) bytes in all")
    }
    try report.show(json: options.json)
  }

  private static func start(_ folder: String) throws -> Double {
    let begun = ContinuousClock.now
    let product = try SampleProduct(folder: folder)
    try product.gateway.recall()
    return (ContinuousClock.now - begun).inSeconds
  }

  /// Writes the calls, evenly over the last 20 hours, 64 at a time.
  private func fill(_ folder: String) async throws {
    let product = try SampleProduct(folder: folder)
    let begin = SystemInstant.now().adding(milliseconds: -72_000_000)
    for first in stride(from: 0, to: calls, by: 64) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in first..<min(first + 64, calls) {
          let at = begin.adding(milliseconds: Int64(number) * 72_000_000 / Int64(calls))
          let record = SampleProduct.record(
            number, at: at, isNamed: number % 100 < named)
          group.addTask { try await product.journal.append(record, place: "ezhou") }
        }
        try await group.waitForAll()
      }
    }
    try await product.journal.stop(at: SystemInstant.now())
  }

  private func summaries(_ folder: String) throws -> [String] {
    let usage = "\(folder)/usage/ezhou"
    return try FileManager.default.contentsOfDirectory(atPath: usage)
      .filter { $0.hasSuffix(".recall") }.map { "\(usage)/\($0)" }
  }
}
