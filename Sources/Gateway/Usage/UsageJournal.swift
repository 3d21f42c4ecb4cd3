// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Synchronization

/// The usage records of an edge, a folder and a writer for each place.
package struct UsageJournal: Sendable {
  /// Guarded by its mutex: the writers by place. A place that is registered while the edge runs
  /// gets its own with its first call.
  private final class Writers: Sendable {
    let all: Mutex<[String: UsageSegmentWriter]>

    init(_ writers: [String: UsageSegmentWriter]) { all = Mutex(writers) }
  }

  /// The folder of all places.
  package let folder: UsageFolder
  private let writers: Writers
  private let admits: @Sendable (String) throws -> Bool
  private let open: @Sendable (String) throws -> UsageSegmentWriter

  /// Opens the records of an edge in some places below a folder.
  ///
  /// - Parameter admits: Whether a place that is not among them has records of its own by now,
  ///   such as a county that was registered since.
  package init(
    root: String, edge: String, places: some Collection<String>,
    bounds: UsageSegmentBounds = .standard, disk: any UsageDisk = SystemUsageDisk(),
    admits: @escaping @Sendable (String) throws -> Bool = { _ in false }
  ) throws {
    let folder = UsageFolder(root: root, edge: edge, bounds: bounds, disk: disk)
    let open: @Sendable (String) throws -> UsageSegmentWriter = { place in
      try UsageSegmentWriter(
        folder: folder.path(of: place), edge: edge, place: place, bounds: bounds, disk: disk)
    }
    var writers: [String: UsageSegmentWriter] = [:]
    for place in places { writers[place] = try open(place) }
    self.folder = folder
    self.writers = Writers(writers)
    self.admits = admits
    self.open = open
  }

  /// The places.
  package var places: [String] { writers.all.withLock { $0.keys.sorted() } }

  /// Writes a record of a place and returns once it is on the disk.
  ///
  /// - Throws: `UsageError.name` for a place that has no records here.
  package func append(_ record: UsageRecord, place: String) async throws {
    try await writer(opening: place).append(record)
  }

  /// The closed segments of a place, in order.
  package func closed(_ place: String) -> [UsageSegmentName] { writer(of: place)?.closed ?? [] }

  /// The last chain of the last closed segment of a place.
  func lastChain(_ place: String) -> Digest? { writer(of: place)?.lastChain }

  /// Closes segments that are due at a time, or all when `always`.
  package func closeSegments(at now: Instant, always: Bool = false) async throws {
    for place in places { try await writer(of: place)?.closeSegment(at: now, always: always) }
  }

  /// The places whose last record the disk did not take.
  package var failing: [String] { places.filter { writer(of: $0)?.isWriting == false } }

  /// How often the disk was flushed for records since the start.
  package var flushes: Int {
    writers.all.withLock { $0.values.reduce(0) { $0 + $1.flushes } }
  }

  /// Takes no more records and closes all segments.
  package func stop(at now: Instant) async throws {
    for place in places { try await writer(of: place)?.stop(at: now) }
  }

  private func writer(of place: String) -> UsageSegmentWriter? {
    writers.all.withLock { $0[place] }
  }

  /// The writer of a place, made with its first record where the place was registered since.
  private func writer(opening place: String) throws -> UsageSegmentWriter {
    if let writer = writer(of: place) { return writer }
    guard try admits(place) else { throw UsageError.name }
    return try writers.all.withLock { writers in
      if let writer = writers[place] { return writer }
      let writer = try open(place)
      writers[place] = writer
      return writer
    }
  }
}
