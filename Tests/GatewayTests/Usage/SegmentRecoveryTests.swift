// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Gateway
import Testing

/// What a crash can leave is put in order at the next start.
@Suite struct SegmentRecoveryTests {
  private static let folder = "/usage"
  private static let first = "/usage/edge-1-00000001.jsonl"

  private func writer(
    _ disk: MemoryDisk, bounds: UsageSegmentBounds = .standard
  ) throws -> UsageSegmentWriter {
    try UsageSegmentWriter(
      folder: Self.folder, edge: "edge-1", place: "ezhou", bounds: bounds, disk: disk)
  }

  /// The records of all segments in order; every segment must be closed.
  private func records(_ disk: MemoryDisk) -> [UsageRecord] {
    var records: [UsageRecord] = []
    for (path, bytes) in disk.files.sorted(by: { $0.key < $1.key }) {
      let scan = SegmentScan(bytes) { records.append($0) }
      #expect(scan.end == .closed, "\(path)")
    }
    return records
  }

  @Test func `records are there in order and the file ends with its closing line`() async throws {
    let disk = MemoryDisk()
    let writer = try writer(disk)
    for number in 0..<20 { try await writer.append(Samples.record(number)) }
    try await writer.stop(at: Samples.start)
    #expect(records(disk) == (0..<20).map { Samples.record($0) })
    #expect(writer.closed.map(\.sequence) == [1])
    #expect(writer.flushes == 20)
    await #expect(throws: UsageError.stopped) { try await writer.append(Samples.record(21)) }
  }

  @Test func `a file cut at any byte of its last records keeps what was acknowledged`() async throws
  {
    let disk = MemoryDisk()
    let open = try writer(disk)
    var lengths: [Int] = []
    for number in 0..<4 {
      try await open.append(Samples.record(number, request: "r-\(number)"))
      lengths.append(disk.files[Self.first]?.count ?? 0)
    }
    let bytes = try #require(disk.files[Self.first])
    for length in lengths[1]...bytes.count {
      let left = MemoryDisk([Self.first: Array(bytes[..<length])])
      let acknowledged = lengths.filter { $0 <= length }.count
      let again = try writer(left)
      try await again.append(Samples.record(9))
      try await again.stop(at: Samples.start)
      #expect(
        records(left) == (0..<acknowledged).map { Samples.record($0, request: "r-\($0)") }
          + [Samples.record(9)], "cut at \(length)")
    }
  }

  @Test func `a group that is not whole is cut whole`() async throws {
    let disk = MemoryDisk()
    let bytes = try await grouped(disk)
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let last = try #require(lines.last)
    let cut = Array(bytes[..<(bytes.count - last.count - 1)])
    var kept: [UsageRecord] = []
    let scan = SegmentScan(cut) { kept.append($0) }
    #expect(scan.end == .torn)
    #expect(kept.count < lines.count - 1)
    #expect(scan.bytes < cut.count)
  }

  /// Bytes whose last group has more than one record.
  private func grouped(_ disk: MemoryDisk) async throws -> [UInt8] {
    let writer = try writer(disk)
    for round in 0..<50 {
      try await withThrowingTaskGroup { group in
        for number in 0..<64 {
          group.addTask { try await writer.append(Samples.record(round * 64 + number)) }
        }
        try await group.waitForAll()
      }
      let bytes = try #require(disk.files[Self.first])
      let text = String(decoding: bytes, as: UTF8.self)
      if text.split(separator: "\n").last?.contains("\"of\":1,") == false { return bytes }
    }
    Issue.record("no group of several records was written")
    return []
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `garbage after the last group is cut, whatever it is`(_ seed: UInt64) async throws {
    var random = SeededGenerator(seed)
    let disk = MemoryDisk()
    let open = try writer(disk)
    for number in 0..<3 { try await open.append(Samples.record(number)) }
    let bytes = try #require(disk.files[Self.first])
    for _ in 0..<50 {
      let count = Int.random(in: 1...3_000, using: &random)
      let isZero = Bool.random(using: &random)
      let garbage = (0..<count).map { _ in isZero ? 0 : UInt8.random(in: 0...255, using: &random) }
      let left = MemoryDisk([Self.first: bytes + garbage])
      let again = try writer(left)
      try await again.stop(at: Samples.start)
      #expect(records(left) == (0..<3).map { Samples.record($0) }, "seed \(seed)")
    }
  }

  @Test(arguments: [UInt64(7), 8])
  func `a changed byte in an acknowledged record stops the start`(_ seed: UInt64) async throws {
    var random = SeededGenerator(seed)
    let disk = MemoryDisk()
    let open = try writer(disk)
    var length = 0
    for number in 0..<8 {
      try await open.append(Samples.record(number))
      if number == 4 { length = disk.files[Self.first]?.count ?? 0 }
    }
    let bytes = try #require(disk.files[Self.first])
    for _ in 0..<60 {
      var changed = bytes
      let place = Int.random(in: 0..<length, using: &random)
      changed[place] ^= UInt8.random(in: 1...255, using: &random)
      #expect(throws: UsageError.self, "seed \(seed), byte \(place)") {
        _ = try writer(MemoryDisk([Self.first: changed]))
      }
    }
  }

  @Test func `a closed segment takes nothing after its closing line`() async throws {
    let disk = MemoryDisk()
    let open = try writer(disk)
    try await open.append(Samples.record(1))
    try await open.stop(at: Samples.start)
    let bytes = try #require(disk.files[Self.first])
    #expect(SegmentScan(bytes) { _ in }.end == .closed)
    let scan = SegmentScan(bytes + bytes) { _ in }
    guard case .damaged = scan.end else {
      Issue.record("a second segment in one file was accepted")
      return
    }
  }

  @Test func `an empty or headless file is removed and its number used again`() async throws {
    let disk = MemoryDisk()
    let open = try writer(disk)
    try await open.append(Samples.record(1))
    let bytes = try #require(disk.files[Self.first])
    let header = try #require(bytes.firstIndex(of: UInt8(ascii: "\n")))
    for length in [0, 1, header, header + 1, header + 2] {
      let left = MemoryDisk([Self.first: Array(bytes[..<length])])
      let again = try writer(left)
      #expect(left.files.isEmpty, "length \(length)")
      try await again.append(Samples.record(5))
      try await again.stop(at: Samples.start)
      #expect(records(left) == [Samples.record(5)])
    }
  }

  @Test func `a missing file, and one of another edge under its name, stop the start`() async throws
  {
    let disk = MemoryDisk()
    let open = try writer(
      disk, bounds: UsageSegmentBounds(bytesMax: 1, ageMaxMilliseconds: 1, pairsMax: 1))
    for number in 0..<30 {
      try await open.append(Samples.record(number, after: Int64(number)))
    }
    try await open.stop(at: Samples.start)
    var files = disk.files
    #expect(files.count > 3)
    files["/usage/edge-1-00000002.jsonl"] = nil
    #expect(throws: UsageError.gap(sequence: 2)) { _ = try writer(MemoryDisk(files)) }
    let foreign = ["/usage/edge-2-00000001.jsonl": disk.files[Self.first] ?? []]
    #expect(throws: UsageError.foreign(sequence: 1)) {
      _ = try UsageSegmentWriter(
        folder: Self.folder, edge: "edge-2", place: "ezhou", disk: MemoryDisk(foreign))
    }
    #expect(throws: UsageError.name) {
      _ = try UsageSegmentWriter(
        folder: Self.folder, edge: "../x", place: "ezhou", disk: MemoryDisk())
    }
  }

  @Test func `each segment names the chain of the one before it`() async throws {
    let disk = MemoryDisk()
    for number in 0..<3 {
      let open = try writer(disk)
      try await open.append(Samples.record(number))
      try await open.stop(at: Samples.start)
    }
    let scans = disk.files.sorted { $0.key < $1.key }.map { SegmentScan($0.value) { _ in } }
    #expect(scans.map { $0.name?.sequence } == [1, 2, 3])
    #expect(scans.map(\.previous) == [nil, scans[0].chain, scans[1].chain])
  }
}
