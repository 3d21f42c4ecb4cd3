// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Dispatch
import Synchronization

/// The one writer of an edge's usage records in a place: a record is on the disk before its call
/// is answered.
///
/// Waiting calls share one flush of the disk: while one group is flushed the next one gathers.
/// When the disk fails, what reached it since the last answered call is unknown: the calls that
/// waited are refused, and the next one has the segment cut after what is certain, closed, and a
/// new one opened. As long as that fails no record is taken.
package final class UsageSegmentWriter: Sendable {
  /// The most calls that wait.
  package static let waitingMax = 10_000
  /// The most records of one group.
  package static let groupMax = 4_096

  private typealias Waiting = (
    record: UsageRecord, resume: @Sendable (Result<Void, any Error>) -> Void
  )

  /// Guarded by its mutex: who waits, and whether the queue works on it.
  private struct State {
    var waiting: [Waiting] = []
    var isWorking = false
    var isStopped = false
  }

  /// Guarded by its mutex, which only the queue takes for long: what is being written.
  private struct Files {
    var segment: OpenSegment?
    var next: UsageSegmentName
    var previous: Digest?
    var closed: [UsageSegmentName]
    var flushes = 0
    var hasFailed = false
  }

  private let folder: String
  private let bounds: UsageSegmentBounds
  private let disk: any UsageDisk
  private let state = Mutex(State())
  private let files: Mutex<Files>
  private let queue = DispatchQueue(label: "shuyu.usage", qos: .userInitiated)

  /// Opens the records of an edge and a place in a folder, and repairs what a crash left.
  ///
  /// - Throws: `UsageError` when the name is wrong, a file is missing, or a record that was
  ///   acknowledged cannot be read.
  package init(
    folder: String, edge: String, place: String, bounds: UsageSegmentBounds = .standard,
    disk: any UsageDisk = SystemUsageDisk()
  ) throws {
    guard let first = UsageSegmentName(edge: edge, place: place, sequence: 1) else {
      throw UsageError.name
    }
    self.folder = folder
    self.bounds = bounds
    self.disk = disk
    try disk.makeFolder(folder)
    let found = try UsageRecovery(first: first, folder: folder, bounds: bounds, disk: disk)
    files = Mutex(Files(next: found.next, previous: found.previous, closed: found.closed))
  }

  /// Writes a record and returns once it is on the disk.
  ///
  /// A caller that goes away does not undo it.
  /// - Throws: `UsageError.busy` with too many waiting, `UsageError.stopped` after `stop` and while
  ///   the disk fails.
  package func append(_ record: UsageRecord) async throws {
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      let (problem, starts): (UsageError?, Bool) = state.withLock { state in
        if state.isStopped { return (.stopped, false) }
        if state.waiting.count >= UsageSegmentWriter.waitingMax { return (.busy, false) }
        state.waiting.append((record, { done.resume(with: $0) }))
        defer { state.isWorking = true }
        return (nil, !state.isWorking)
      }
      if let problem { done.resume(throwing: problem) }
      if starts { queue.async { self.work() } }
    }
  }

  /// The segments that are closed, in order.
  package var closed: [UsageSegmentName] { files.withLock { $0.closed } }

  /// The last chain of the last segment that is closed; nil without one.
  var lastChain: Digest? { files.withLock { $0.previous } }

  /// Whether the disk took what was written last.
  package var isWriting: Bool { files.withLock { !$0.hasFailed } }

  /// How often the disk was flushed for records since the start.
  package var flushes: Int { files.withLock { $0.flushes } }

  /// Closes the segment when it is due at a time, or whatever its age when `always`.
  package func closeSegment(at now: Instant, always: Bool = false) async throws {
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      queue.async {
        done.resume(
          with: Result {
            try self.files.withLock { files in
              if files.hasFailed { return try self.recover(&files) }
              guard let segment = files.segment, always || segment.isDue(at: now, self.bounds)
              else { return }
              try self.notingFailure(&files) { try self.close(&$0) }
            }
          })
      }
    }
  }

  /// Takes no more records, and closes the segment after those that wait.
  package func stop(at now: Instant) async throws {
    state.withLock { $0.isStopped = true }
    try await closeSegment(at: now, always: true)
  }

  /// Writes groups until nobody waits. Runs on the queue.
  private func work() {
    while true {
      let batch = state.withLock { state in
        let batch = Array(state.waiting.prefix(UsageSegmentWriter.groupMax))
        state.waiting.removeFirst(batch.count)
        if batch.isEmpty { state.isWorking = false }
        return batch
      }
      guard !batch.isEmpty else { return }
      files.withLock { write(batch, &$0) }
    }
  }

  /// Writes a batch as one group, or as several where a segment ends within it.
  private func write(_ batch: [Waiting], _ files: inout Files) {
    var group: [Waiting] = []
    for waiting in batch {
      let wasFailing = files.hasFailed
      do {
        try recover(&files)
        try notingFailure(&files) { files in
          if let segment = files.segment, !segment.takes(waiting.record, bounds) {
            try flush(&group, &files)
            try close(&files)
          }
          try open(&files, for: waiting.record)
        }
        group.append(waiting)
      } catch {
        for waiting in group + [waiting] {
          waiting.resume(.failure(wasFailing ? UsageError.stopped : error))
        }
        group = []
      }
    }
    do {
      try notingFailure(&files) { try flush(&group, &$0) }
    } catch {
      for waiting in group { waiting.resume(.failure(error)) }
    }
  }

  /// Sees to it that a segment is open, and counts the record in.
  private func open(_ files: inout Files, for record: UsageRecord) throws {
    if files.segment == nil {
      files.segment = try OpenSegment(
        files.next, previous: files.previous, file: disk.create("\(folder)/\(files.next.file)"),
        from: record.at)
    }
    files.segment?.note(record)
  }

  /// Puts a group on the disk, then lets its calls go on. On failure the group stays with the
  /// caller.
  private func flush(_ group: inout [Waiting], _ files: inout Files) throws {
    guard !group.isEmpty else { return }
    try files.segment?.write(group.map(\.record))
    files.flushes += 1
    for waiting in group { waiting.resume(.success(())) }
    group = []
  }

  private func close(_ files: inout Files) throws {
    guard let segment = files.segment, let next = segment.name.next else { return }
    files.previous = try segment.close()
    files.segment = nil
    files.closed.append(segment.name)
    files.next = next
  }

  /// After a failure nobody knows what is on the disk behind the last group that was answered.
  private func notingFailure(
    _ files: inout Files, _ body: (inout Files) throws -> Void
  ) throws {
    guard !files.hasFailed else { throw UsageError.stopped }
    do {
      try body(&files)
    } catch {
      files.hasFailed = true
      throw error
    }
  }

  /// Puts the files in order after a failure, so that the next segment can begin.
  ///
  /// - Throws: `UsageError.stopped` as long as the disk fails.
  private func recover(_ files: inout Files) throws {
    guard files.hasFailed else { return }
    do {
      if let segment = files.segment {
        if let chain = try segment.cut(in: folder, disk), let next = segment.name.next {
          files.previous = chain
          files.closed.append(segment.name)
          files.next = next
        }
        files.segment = nil
      }
      // A file whose making failed half-way holds nothing.
      try disk.removeIfAny("\(folder)/\(files.next.file)")
      files.hasFailed = false
    } catch {
      throw UsageError.stopped
    }
  }
}
