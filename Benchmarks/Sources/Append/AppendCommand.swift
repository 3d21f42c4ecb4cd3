// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Durable appends: an action through the committer beside a row in PostgreSQL.
struct AppendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "append", abstract: "durable actions a second, beside PostgreSQL")

  @OptionGroup var options: BenchOptions

  @Option(help: "how long each load lasts, in seconds")
  var seconds = 5

  @Option(help: "how many submit at once, parted by commas")
  var submitters = "1,16,64"

  @Option(help: "the folder with the rules of the places")
  var regulations = "Regulations"

  func run() async throws {
    let counts = submitters.split(separator: ",").compactMap { Int($0) }
    guard !counts.isEmpty, counts.allSatisfy({ (1...1_000).contains($0) }) else {
      throw ValidationError("--submitters is a list of numbers from 1 to 1000")
    }
    var report = Report(
      "append",
      notes: [
        "ours: organisation.register decided by its rules, entry, chains, payload and projection",
        "in one transaction (SQLite, WAL, synchronous FULL, group commit);",
        "PostgreSQL: one INSERT of as much JSON into a table with a key and an index (pgbench,",
        "prepared, fsync on). No rules are run there.",
      ])
    try await Scratch.with(in: options.scratch) { scratch in
      try await PostgresCluster.with(in: scratch) { postgres in
        try postgres.makeTable()
        let path = scratch.path("state.sqlite")
        try await BenchPlatform.with(database: path, regulations: regulations) { platform in
          try await measure(counts, platform, postgres, scratch, &report)
        }
        report.notes.append("peer: \(postgres.version)")
      }
    }
    try report.show(json: options.json)
  }

  private func measure(
    _ counts: [Int], _ platform: BenchPlatform, _ postgres: PostgresCluster, _ scratch: Scratch,
    _ report: inout Report
  ) async throws {
    _ = try await AppendLoad.run(platform, submitters: 16, seconds: 1)
    let bytes = try platform.entryBytes()
    report.notes.append("one entry has \(bytes) bytes, as has the JSON in PostgreSQL")
    for count in counts {
      let title = "\(count) at once"
      var rate = Comparison(title, unit: "1/s", isHigherBetter: true, peer: "PostgreSQL")
      var middle = Comparison("\(title), p50", unit: "ms", peer: "PostgreSQL")
      var tail = Comparison("\(title), p99", unit: "ms", peer: "PostgreSQL")
      for _ in 0..<options.rounds {
        let our = try await AppendLoad.run(platform, submitters: count, seconds: seconds)
        let other = try postgres.append(
          bytes: bytes, clients: count, seconds: seconds, in: scratch)
        rate.add(our.perSecond, beside: other.perSecond)
        middle.add(our.quantile(0.5), beside: other.quantile(0.5))
        tail.add(our.quantile(0.99), beside: other.quantile(0.99))
      }
      report.comparisons += [rate, middle, tail]
    }
  }
}
