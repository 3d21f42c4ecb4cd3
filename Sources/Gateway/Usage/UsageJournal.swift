// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography

/// The usage records of an edge, a folder and a writer for each place.
package struct UsageJournal: Sendable {
  /// The folder of all places.
  package let folder: UsageFolder
  private let writers: [String: UsageSegmentWriter]

  /// Opens the records of an edge in some places below a folder.
  package init(
    root: String, edge: String, places: some Collection<String>,
    bounds: UsageSegmentBounds = .standard, disk: any UsageDisk = SystemUsageDisk()
  ) throws {
    folder = UsageFolder(root: root, edge: edge, bounds: bounds, disk: disk)
    var writers: [String: UsageSegmentWriter] = [:]
    for place in places {
      writers[place] = try UsageSegmentWriter(
        folder: folder.path(of: place), edge: edge, place: place, bounds: bounds, disk: disk)
    }
    self.writers = writers
  }

  /// The places.
  package var places: [String] { writers.keys.sorted() }

  /// Writes a record of a place and returns once it is on the disk.
  package func append(_ record: UsageRecord, place: String) async throws {
    guard let writer = writers[place] else { throw UsageError.name }
    try await writer.append(record)
  }

  /// The closed segments of a place, in order.
  package func closed(_ place: String) -> [UsageSegmentName] { writers[place]?.closed ?? [] }

  /// The last chain of the last closed segment of a place.
  func lastChain(_ place: String) -> Digest? { writers[place]?.lastChain }

  /// Closes segments that are due at a time, or all when `always`.
  package func closeSegments(at now: Instant, always: Bool = false) async throws {
    for place in places { try await writers[place]?.closeSegment(at: now, always: always) }
  }

  /// The places whose last record the disk did not take.
  package var failing: [String] { places.filter { writers[$0]?.isWriting == false } }

  /// How often the disk was flushed for records since the start.
  package var flushes: Int { writers.values.reduce(0) { $0 + $1.flushes } }

  /// Takes no more records and closes all segments.
  package func stop(at now: Instant) async throws {
    for place in places { try await writers[place]?.stop(at: now) }
  }
}
