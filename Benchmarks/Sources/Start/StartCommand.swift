// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Store

/// From the start of the server to its first answer, with many entries and with hardly any.
struct StartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "start to first answer, and rebuild --check, with many entries")

  @OptionGroup var options: BenchOptions

  @Option(help: "entries of the data folder: 100 to 10,000,000")
  var entries = 100_000

  @Option(help: "the program `shuyu`, built for release")
  var shuyu = ".build/release/shuyu"

  @Option(help: "the folder with the rules of the places")
  var regulations = "Regulations"

  @Option(help: "the folder with DuckDB")
  var tools = ".tools"

  func validate() throws {
    guard (100...10_000_000).contains(entries) else {
      throw ValidationError("--entries is 100 to 10000000")
    }
  }

  func run() async throws {
    var report = Report(
      "start",
      notes: [
        "from starting the process `shuyu serve` to the first 200 of /readyz, file cache warm;",
        "the peer is the same program on a folder that was only founded.",
      ])
    try await Scratch.with(in: options.scratch) { scratch in
      let first = try await serve("founded", scratch)
      var founding = Comparison("founding an empty folder", unit: "s", peer: nil)
      founding.add(first)
      try copy("founded", to: "full", scratch)
      let rate = try await fill(scratch)
      report.notes.append(
        "\(entries) entries, made by the committer at \(Report.figure(rate)) a second")
      var publishing = Comparison("first start, publishing all", unit: "s", peer: nil)
      publishing.add(try await serve("full", scratch))
      var start = Comparison("start", unit: "s", peer: "founded only")
      var check = Comparison("rebuild --check", unit: "s", peer: "founded only")
      for _ in 0..<options.rounds {
        start.add(try await serve("full", scratch), beside: try await serve("founded", scratch))
        check.add(try rebuild("full", scratch), beside: try rebuild("founded", scratch))
      }
      report.comparisons = [founding, publishing, start, check]
    }
    try report.show(json: options.json)
  }

  /// Starts, waits for the first answer, stops; the seconds up to the answer.
  private func serve(_ data: String, _ scratch: Scratch) async throws -> Double {
    let founding = scratch.path("founding.json")
    let founder = [
      [
        "place": BenchPlatform.place, "organisation": "Running unit", "uscc": CreditCode.text(0),
      ]
    ]
    try JSONEncoder().encode(founder).write(to: URL(filePath: founding))
    let server = try await ServerProcess.start(
      URL(filePath: shuyu).path,
      [
        "serve", "--port", "0", "--data", scratch.path(data), "--regulations",
        URL(filePath: regulations).path, "--tools", URL(filePath: tools).path,
        "--founding", founding,
      ], log: scratch.path("\(data).log"), path: "/readyz")
    try server.stop()
    return server.readySeconds
  }

  /// Appends until there are enough entries; how many a second.
  private func fill(_ scratch: Scratch) async throws -> Double {
    let path = scratch.path("full/office/shuyu.sqlite")
    let begun = ContinuousClock.now
    // The code numbered 0 is the running unit's, registered when the folder was founded.
    try await BenchPlatform.with(database: path, regulations: regulations, firstNumber: 1) {
      platform in
      let missing = SharedCounter(try platform.database.entryCount())
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<256 {
          group.addTask { [entries] in
            while missing.take() < entries { try await platform.register() }
          }
        }
        try await group.waitForAll()
      }
    }
    return Double(entries) / (ContinuousClock.now - begun).inSeconds
  }

  private func rebuild(_ data: String, _ scratch: Scratch) throws -> Double {
    try Child(
      URL(filePath: shuyu).path, ["rebuild", "--check", "--data", scratch.path(data)]
    ).run(in: scratch.path).wallSeconds
  }

  /// Copies a data folder and the passphrase beside it.
  private func copy(_ data: String, to other: String, _ scratch: Scratch) throws {
    for ending in ["", ".passphrase"] {
      try FileManager.default.copyItem(
        atPath: scratch.path(data + ending), toPath: scratch.path(other + ending))
    }
  }
}
