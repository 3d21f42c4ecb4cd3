// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Gateway
import Testing

/// A start reads a summary of each closed segment instead of its records.
@Suite struct RecallTests {
  private static let count = 45
  private static let second = "/usage/ezhou/edge-1-00000002"

  /// Three segments of named answers.
  private func filled(
    _ count: Int = count, prefix: String = "r"
  ) async throws -> [String: [UInt8]] {
    let disk = MemoryDisk()
    let journal = try UsageJournal(
      root: "/usage", edge: "edge-1", places: ["ezhou"],
      bounds: UsageSegmentBounds(
        bytesMax: 32 << 20, ageMaxMilliseconds: .max, pairsMax: 50, recordsMax: 20),
      disk: disk)
    for number in 0..<count {
      try await journal.append(
        Samples.record(number, request: "\(prefix)\(number)"), place: "ezhou")
    }
    try await journal.stop(at: Samples.start)
    return disk.files
  }

  /// The files after a start that kept its summaries.
  private func summarised(_ files: [String: [UInt8]]) async throws -> [String: [UInt8]] {
    let disk = MemoryDisk(files)
    try await GatewayFixture.with(disk: disk) { try $0.gateway.recall() }
    return disk.files
  }

  private func summaries(_ files: [String: [UInt8]]) -> [String] {
    files.keys.filter { $0.hasSuffix(".recall") }.sorted()
  }

  /// What a start knows: answers of today so far, and which of the named requests.
  private struct Known: Equatable {
    var answers = 0
    var named: [String] = []
  }

  private func known(_ disk: MemoryDisk) async throws -> Known {
    try await GatewayFixture.with(disk: disk) { fixture in
      try fixture.gateway.recall()
      var known = Known()
      try fixture.serveCube(callsPerDay: Self.count)
      for number in 0..<Self.count {
        let code = await fixture.ask([], request: "r\(number)").code
        if code == "request.mismatch" { known.named.append("r\(number)") }
      }
      try fixture.serveCube(callsPerDay: Self.count + 10)
      fixture.lease.invalidate()
      while await fixture.ask([]).code == nil { known.answers -= 1 }
      known.answers += Self.count + 10
      return known
    }
  }

  private func expected() -> Known {
    Known(answers: Self.count, named: (0..<Self.count).map { "r\($0)" })
  }

  @Test func `a segment holds a bounded number of records`() async throws {
    #expect(try await filled().count == 3)
    #expect(UsageSegmentBounds.standard.recordsMax == 5_000)
  }

  @Test func `with summaries and without them a start knows the same`() async throws {
    let plain = try await filled()
    #expect(try await known(MemoryDisk(plain)) == expected())
    let kept = try await summarised(plain)
    #expect(summaries(kept).count == 3)
    #expect(plain.allSatisfy { kept[$0.key] == $0.value })
    #expect(try await known(MemoryDisk(kept)) == expected())
  }

  @Test func `a start reads no record of a segment whose summary is sound`() async throws {
    var files = try await summarised(filled())
    // The second segment cannot be read any more: the summary stands for it.
    let name = "\(Self.second).jsonl"
    files[name] = Array((files[name] ?? []).dropLast(500))
    #expect(try await known(MemoryDisk(files)) == expected())
    files["\(Self.second).recall"] = nil
    await #expect(throws: UsageError.self) { try await known(MemoryDisk(files)) }
  }

  @Test func `a summary that is damaged, cut, longer, empty or gone is made anew`() async throws {
    let sound = try await summarised(filled())
    for path in summaries(sound) {
      let bytes = try #require(sound[path])
      var cases: [[UInt8]?] = [nil, [], bytes + [0], Array(bytes.dropLast())]
      for place in stride(from: 0, to: bytes.count, by: bytes.count / 9) {
        var changed = bytes
        changed[place] ^= 1
        cases += [changed, Array(bytes[..<place])]
      }
      for content in cases {
        var files = sound
        files[path] = content
        #expect(try await summarised(files) == sound)
      }
      var files = sound
      files[path] = Array(bytes.dropLast())
      #expect(try await known(MemoryDisk(files)) == expected())
    }
  }

  @Test func `a summary of another segment, history or key is not believed`() async throws {
    let sound = try await summarised(filled())
    let path = "\(Self.second).recall"
    let stale = try await summarised(filled(prefix: "s"))
    let otherKey = MemoryDisk(try await filled())
    try await GatewayFixture.with(
      disk: otherKey, key: SubjectKey(bytes: Array(repeating: 8, count: 32))
    ) {
      try $0.gateway.recall()
    }
    #expect(summaries(otherKey.files).count == 3)
    for other in [sound["/usage/ezhou/edge-1-00000001.recall"], stale[path], otherKey.files[path]] {
      var files = sound
      #expect(other != nil && other != sound[path])
      files[path] = other
      #expect(try await known(MemoryDisk(files)) == expected())
      #expect(try await summarised(files) == sound)
    }
    // The last one has no next segment: what the start read of it tells.
    let last = "/usage/ezhou/edge-1-00000003.recall"
    var files = sound
    files[last] = stale[last]
    #expect(try await summarised(files) == sound)
  }

  @Test func `a crash at any operation leaves a start that knows the same`() async throws {
    let plain = try await filled()
    var damaged = try await summarised(plain)
    for path in summaries(damaged) { damaged[path]?.removeLast() }
    for files in [plain, damaged] {
      var operations = 0
      while true {
        let disk = MemoryDisk(files)
        disk.fail(after: operations)
        // What cannot be kept does not keep the edge from starting.
        try await GatewayFixture.with(disk: disk) { try $0.gateway.recall() }
        for left in [disk.files, disk.flushed] {
          #expect(try await known(MemoryDisk(left)) == expected(), "after \(operations)")
        }
        if summaries(disk.flushed).count == 3, disk.flushed == disk.files,
          try await summarised(plain) == disk.files
        {
          break
        }
        operations += 1
        try #require(operations < 50)
      }
      #expect(operations >= 9)
    }
  }

  @Test func `summaries of closed segments are kept while the edge runs`() async throws {
    try await GatewayFixture.with { fixture in
      try fixture.gateway.recall()
      try fixture.serveCube()
      _ = await fixture.ask([], request: "r1")
      try await fixture.gateway.keepSummaries()
      #expect(summaries(fixture.disk.files).isEmpty)
      try await fixture.journal.closeSegments(at: Samples.start, always: true)
      try await fixture.gateway.keepSummaries()
      let once = fixture.disk.flushed
      try await fixture.gateway.keepSummaries()
      #expect(summaries(once).count == 1)
      #expect(fixture.disk.flushed == once)
      #expect(try await summarised(once) == once)
    }
  }

  @Test func `summaries that no start needs any more are removed`() async throws {
    let disk = MemoryDisk(try await summarised(filled()))
    let time = FakeTime()
    try await GatewayFixture.with(disk: disk, time: time) { fixture in
      try fixture.gateway.recall()
      try fixture.serveCube()
      time.move(milliseconds: 2 * 86_400_000)
      _ = await fixture.ask([])
      try await fixture.journal.closeSegments(at: time.now, always: true)
      try await fixture.gateway.keepSummaries()
      #expect(summaries(disk.files) == ["/usage/ezhou/edge-1-00000004.recall"])
    }
    let old = MemoryDisk(try await summarised(filled()))
    try await GatewayFixture.with(disk: old, time: time) { try $0.gateway.recall() }
    #expect(summaries(old.files) == ["/usage/ezhou/edge-1-00000003.recall"])
  }
}
