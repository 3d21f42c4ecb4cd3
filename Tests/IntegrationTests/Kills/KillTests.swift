// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Glibc
import Testing

@Suite("Power failures", .serialized)
struct KillTests {
  /// When a server is ended: after a line of the tour, and so much later.
  struct Moment: Sendable, CustomTestStringConvertible {
    /// The line; nil for the one before the product calls.
    let line: Int?
    let milliseconds: Int

    var testDescription: String {
      "after \(line.map { "line \($0)" } ?? "the first authorisations") and \(milliseconds) ms"
    }

    /// Whether it comes after this line.
    func isAfter(_ step: TourLine) -> Bool {
      line.map { step.step >= $0 } ?? (step.title == "An enterprise and a person authorise")
    }
  }

  /// Two moments, or twenty in a long run; one in ten lies within the product calls.
  private static let moments: [Moment] = {
    var random = SystemRandomNumberGenerator()
    let seed =
      ProcessInfo.processInfo.environment["SHUYU_SEED"].flatMap(UInt64.init) ?? random.next()
    print("kill tests: SHUYU_SEED=\(seed)")
    var state = SplitMix(state: seed)
    return (0..<(Built.isLong ? 20 : 2)).map { number in
      number % 10 == 0
        ? Moment(line: nil, milliseconds: Int.random(in: 300...2_000, using: &state))
        : Moment(
          line: Int.random(in: 1...72, using: &state),
          milliseconds: Int.random(in: 0...400, using: &state))
    }
  }()

  @Test(
    .enabled(if: Built.hasTools, "DuckDB is not installed; run scripts/install-tools"),
    arguments: moments)
  func `what was acknowledged before a power failure is there after it`(
    _ moment: Moment
  ) async throws {
    let data = Built.temporary("kill")
    let trace = data.appendingPathExtension("trace")
    try await playAndKill(data, trace, moment)
    let acknowledged = try Trace(trace)
    #expect(!acknowledged.leaves.isEmpty)
    #expect(moment.line != nil || !acknowledged.usages.isEmpty)

    // No disk holds a delivered record, whatever was under way.
    #expect(try PlaintextSearch.findings(in: data) == [])
    let before = try ChildProgram.run("shuyu", ["rebuild", "--check", "--data", data.path])
    #expect(before.status == 0, "\(before.lines.suffix(3))")

    let server = try RunningServer(data: data, roles: "office,domain,edge")
    let auditor = try await server.client("auditor")
    for (entry, leaf) in acknowledged.leaves.sorted(by: { $0.key < $1.key }) {
      let reply = try await auditor.send("GET", "/api/v1/ledger/\(entry)")
      #expect(reply.status == 200, "entry \(entry) is missing")
      #expect(SHA256.hash([0] + reply.bytes).hex == leaf, "entry \(entry) is another")
    }
    #expect(await server.stop() == 0)
    #expect(try PlaintextSearch.findings(in: data) == [])
    #expect(try PlaintextSearch.memoryFolders(of: data) == [])
    try checkUsage(acknowledged.usages, data)

    let after = try ChildProgram.run("shuyu", ["rebuild", "--check", "--data", data.path])
    #expect(after.status == 0, "\(after.lines.suffix(3))")
    let verified = try ChildProgram.run(
      "shuyu-verify", [data.appending(path: "office/ledger").path])
    #expect(verified.status == 0, "\(verified.lines.suffix(3))")
    try Built.remove(data)
  }

  @Test func `the search for records finds what lies there in the clear`() throws {
    let folder = Built.temporary("plaintext")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appending(path: "a/b"), withIntermediateDirectories: true)
    #expect(try PlaintextSearch.findings(in: folder) == [])
    // 11010119900307109X has another check digit; of two codes in one file both count.
    let texts = [
      "a/none.txt": "11010519491231002Y 110105194912310021 1101051949123100",
      "a/b/one.bin":
        "xx11010519491231002X\u{0}440524188001010014,x", "table.parquet": "PAR1....",
    ]
    for (name, text) in texts {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    #expect(
      try PlaintextSearch.findings(in: folder) == [
        "a/b/one.bin: 1 identity codes", "table.parquet: a table",
      ])
  }

  private func playAndKill(_ data: URL, _ trace: URL, _ moment: Moment) async throws {
    // Every other run has nothing in memory that the encrypted scratch can take.
    let server = try RunningServer(
      data: data, roles: "office,domain,edge",
      memoryInputs: Built.hasScratch && moment.milliseconds % 2 == 0 ? 0 : nil)
    let tour = try ChildProgram(
      "shuyu",
      [
        "tour", "--json", "--server", server.address, "--accounts", server.accounts.path,
        "--persons", "500", "--shared", "/nonexistent", "--trace", trace.path,
      ])
    do {
      var step: TourLine
      repeat {
        let line = try #require(tour.line())
        step = try TourLine(line)
        try #require(step.isOK, "\(line)")
      } while !moment.isAfter(step)
    } catch {
      tour.kill()
      await server.kill()
      throw error
    }
    let end = ContinuousClock.now + .milliseconds(moment.milliseconds)
    while ContinuousClock.now < end { sched_yield() }
    await server.kill()
    _ = tour.lines()
    _ = tour.status()
  }

  /// Every answered call left its usage record on the disk.
  private func checkUsage(_ usages: [String], _ data: URL) throws {
    let folder = data.appending(path: "edge/usage")
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    var text = ""
    for case let name as String in names {
      let file = folder.appending(path: name)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      text += String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
    let missing = usages.filter { !text.contains($0) }
    #expect(missing.isEmpty, "\(missing.count) of \(usages.count) calls are not metered")
  }

  /// What the tour saw acknowledged.
  private struct Trace {
    var leaves: [Int64: String] = [:]
    var usages: [String] = []

    init(_ file: URL) throws {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let json = try JSON.parse(Array(line.utf8))
        if let entry = json["entry"]?.int, let leaf = json["leaf"]?.string {
          leaves[entry] = leaf
        }
        if let usage = json["usage"]?.string { usages.append(usage) }
      }
    }
  }
}

/// A small generator whose seed is printed.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
