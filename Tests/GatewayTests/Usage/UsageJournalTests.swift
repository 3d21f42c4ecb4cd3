// SPDX-License-Identifier: Apache-2.0
import Core
import Gateway
import Synchronization
import Testing

/// The usage records of several places, of which some are registered while the edge runs.
@Suite struct UsageJournalTests {
  /// Guarded by its mutex: the authorities that are registered by now.
  private final class Registered: Sendable {
    let names = Mutex<Set<String>>([])
  }

  private func journal(_ disk: MemoryDisk, _ registered: Registered) throws -> UsageJournal {
    try UsageJournal(
      root: "/usage", edge: "edge-1", places: ["quzhou"], disk: disk,
      admits: { place in registered.names.withLock { $0.contains(place) } })
  }

  @Test func `a place that is registered while it runs is counted with its first call`()
    async throws
  {
    let (disk, registered) = (MemoryDisk(), Registered())
    let journal = try journal(disk, registered)
    await #expect(throws: UsageError.name) {
      try await journal.append(Samples.record(1), place: "quzhou-330802")
    }
    #expect(journal.places == ["quzhou"])
    registered.names.withLock { _ = $0.insert("quzhou-330802") }
    try await journal.append(Samples.record(1), place: "quzhou-330802")
    #expect(journal.places == ["quzhou", "quzhou-330802"])
    await #expect(throws: UsageError.name) {
      try await journal.append(Samples.record(1), place: "quzhou-330803")
    }
    try await journal.closeSegments(at: Samples.start, always: true)
    #expect(journal.closed("quzhou-330802").map(\.sequence) == [1])
    #expect(journal.closed("quzhou").isEmpty && journal.failing.isEmpty)
  }

  @Test func `calls that come at once share one writer, and the next start reads them all`()
    async throws
  {
    let (disk, registered) = (MemoryDisk(), Registered())
    registered.names.withLock { _ = $0.insert("quzhou-330802") }
    let journal = try journal(disk, registered)
    try await withThrowingTaskGroup { group in
      for number in 0..<40 {
        group.addTask {
          try await journal.append(Samples.record(number), place: "quzhou-330802")
        }
      }
      try await group.waitForAll()
    }
    try await journal.stop(at: Samples.start)
    await #expect(throws: UsageError.stopped) {
      try await journal.append(Samples.record(41), place: "quzhou-330802")
    }
    let again = try UsageJournal(
      root: "/usage", edge: "edge-1", places: ["quzhou", "quzhou-330802"], disk: disk)
    var ids: Set<RecordID> = []
    for name in again.closed("quzhou-330802") {
      try again.folder.read(name) { ids.insert($0.id) }
    }
    #expect(ids.count == 40)
  }
}
