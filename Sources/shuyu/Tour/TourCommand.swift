// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Foundation
import Store

/// Plays the whole journey over HTTP.
struct TourCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tour", abstract: "走完全程 / play the whole journey",
    discussion: """
      Without --server a platform is started in a folder of its own, stopped at the end, checked \
      from its files and removed. A given server must run with --demo and --clock manual. \
      Exit codes: 0 every step is as it must be, 1 one is not, 3 it could not start.
      """)

  @Flag(help: "one JSON object a line")
  var json = false

  @Option(help: "the seed of the generated city")
  var seed: UInt64 = 1

  @Option(help: "how many persons the generated city has")
  var persons = 2_000

  @Option(help: "the folder with real data; the generated city serves when it is missing")
  var shared = "../shared"

  @Option(help: "play on this running server")
  var server: String?

  @Option(help: "the demo-accounts.json of the running server")
  var accounts: String?

  @Flag(help: "keep the data folder")
  var keep = false

  @Option(help: "the data folder, which must not exist; a temporary one when left out")
  var data: String?

  @Option(help: "product calls to make, 20 to 100,000")
  var calls = 1_000

  @Option(help: "append every receipt and answered call to this file at once")
  var trace: String?

  @Option(help: "stop after the step that does this action, such as agreement.draft")
  var until: String?

  @Option(help: "the folder with the rules of the places")
  var regulations = "Regulations"

  @Option(help: "the folder with DuckDB and the Python packages")
  var tools = ".tools"

  func validate() throws {
    guard (server == nil) == (accounts == nil) else {
      throw ValidationError("--server and --accounts go together")
    }
    guard (20...100_000).contains(calls) else {
      throw ValidationError("--calls is 20 to 100000")
    }
    guard (500...1_000_000).contains(persons) else {
      throw ValidationError("--persons is 500 to 1000000")
    }
  }

  func run() async throws {
    let begun = ContinuousClock.now
    var report = TourReport(isJSON: json)
    do {
      if let server, let accounts {
        try await play(server, accounts: URL(filePath: accounts), &report)
      } else {
        try await playAlone(&report)
      }
    } catch let error as SetupError {
      FileHandle.standardError.write(Data("shuyu: \(error)\n".utf8))
      throw ExitCode(3)
    }
    report.end(seconds: Double((ContinuousClock.now - begun) / .milliseconds(1)) / 1_000)
    guard report.failures == 0 else { throw ExitCode(1) }
  }

  /// Starts a platform, plays, stops it, and checks what it left on the disk.
  private func playAlone(_ report: inout TourReport) async throws {
    let data = data.map { URL(filePath: $0) } ?? TourFolder.temporary("shuyu-tour")
    guard !FileManager.default.fileExists(atPath: data.path) else {
      throw SetupError("`\(data.path)` exists; give another folder by --data")
    }
    let platform = try await TourServer.start(
      data: data, regulations: regulations, tools: tools)
    let accounts = data.appending(path: "demo-accounts.json")
    do {
      try await play(platform.address, accounts: accounts, &report)
    } catch {
      _ = platform.stop()
      throw error
    }
    let isStopped = platform.stop()
    if report.failures == 0 {
      TourEnding(data: data, isStopped: isStopped).check(&report)
    }
    if keep || report.failures > 0 {
      FileHandle.standardError.write(Data("shuyu: the data are in \(data.path)\n".utf8))
    } else {
      TourFolder.remove(data)
    }
  }

  private func play(
    _ server: String, accounts: URL, _ report: inout TourReport
  ) async throws {
    let list = try JSONDecoder().decode([TourAccount].self, from: AccountsFile.read(accounts))
    let folder = TourFolder.temporary("shuyu-tour-files")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    if let trace, !FileManager.default.createFile(atPath: trace, contents: nil) {
      throw SetupError("cannot write `\(trace)`")
    }
    let real = URL(filePath: shared, directoryHint: .isDirectory).absoluteURL
    let settings = TourSettings(
      seed: seed, persons: persons, calls: calls,
      shared: FileManager.default.fileExists(atPath: real.path) ? real : nil, traceFile: trace,
      until: until)
    var stage = TourStage(
      settings: settings, server: server, accounts: list.filter { $0.place == "ezhou" },
      folder: folder, now: SystemClock().now())
    await Tour.play(&stage, &report)
  }
}
