// SPDX-License-Identifier: Apache-2.0
import Core
import Gateway
import Testing

/// When the disk has room again the records go on, without a restart.
@Suite struct SegmentFullDiskTests {
  private func writer(_ disk: MemoryDisk) throws -> UsageSegmentWriter {
    try UsageSegmentWriter(
      folder: "/usage", edge: "edge-1", place: "ezhou",
      bounds: UsageSegmentBounds(bytesMax: 4_096, ageMaxMilliseconds: .max, pairsMax: 2),
      disk: disk)
  }

  private func records(_ disk: MemoryDisk) -> [UsageRecord] {
    var records: [UsageRecord] = []
    for (path, bytes) in disk.files.sorted(by: { $0.key < $1.key }) {
      let scan = SegmentScan(bytes) { records.append($0) }
      #expect(scan.end == .closed, "\(path)")
    }
    return records
  }

  /// The disk fails after some operations for the length of some calls, then works again.
  @Test(arguments: 0..<14, 1...4)
  func `what was answered is there once, and nothing else, after the disk has room again`(
    _ operations: Int, _ length: Int
  ) async throws {
    let disk = MemoryDisk()
    let writer = try writer(disk)
    disk.fail(after: operations)
    var answered: [UsageRecord] = []
    var refused = 0
    for number in 0..<24 {
      let record = Samples.record(number, key: number / 3)
      do {
        try await writer.append(record)
        answered.append(record)
      } catch {
        refused += 1
        #expect(!writer.isWriting)
        if refused == length { disk.heal() }
      }
    }
    #expect(refused == length)
    #expect(writer.isWriting)
    try await writer.stop(at: Samples.start)
    #expect(records(disk) == answered)
    #expect(writer.closed.map(\.sequence) == Array(1...writer.closed.count))
    let again = MemoryDisk(disk.flushed)
    let next = try self.writer(again)
    #expect(next.closed == writer.closed)
    #expect(records(again) == answered)
  }

  @Test func `many calls at once over a failing disk leave what was answered`() async throws {
    let disk = MemoryDisk()
    let writer = try writer(disk)
    try await writer.append(Samples.record(0))
    disk.fail(after: 1)
    let early = await answered(1...40, writer)
    disk.heal()
    let late = await answered(41...80, writer)
    #expect(late.count == 40)
    try await writer.stop(at: Samples.start)
    #expect(
      Set(records(disk).map(\.id)) == Set(([0] + early + late).map { Samples.id("USG", $0) }))
    #expect(records(disk).count == 1 + early.count + late.count)
  }

  private func answered(_ numbers: ClosedRange<Int>, _ writer: UsageSegmentWriter) async -> [Int] {
    await withTaskGroup(of: Int?.self) { group in
      for number in numbers {
        group.addTask {
          do {
            try await writer.append(Samples.record(number))
            return number
          } catch {
            return nil
          }
        }
      }
      return await group.reduce(into: []) { if let number = $1 { $0.append(number) } }
    }
  }

  @Test func `closing what is due puts a failed segment in order without a call`() async throws {
    let disk = MemoryDisk()
    let writer = try writer(disk)
    try await writer.append(Samples.record(0))
    disk.fail(after: 0)
    await #expect(throws: (any Error).self) { try await writer.append(Samples.record(1)) }
    await #expect(throws: UsageError.stopped) { try await writer.closeSegment(at: Samples.start) }
    disk.heal()
    try await writer.closeSegment(at: Samples.start)
    #expect(writer.isWriting)
    #expect(writer.closed.map(\.sequence) == [1])
    #expect(records(disk) == [Samples.record(0)])
  }

  @Test func `a writer that was stopped stays stopped`() async throws {
    let disk = MemoryDisk()
    let writer = try writer(disk)
    try await writer.stop(at: Samples.start)
    await #expect(throws: UsageError.stopped) { try await writer.append(Samples.record(1)) }
  }
}
