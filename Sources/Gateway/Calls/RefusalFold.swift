// SPDX-License-Identifier: Apache-2.0
import Core
import Synchronization

/// Folds refusals that one key meets again and again for one reason: the first is recorded at once,
/// those within a minute of it are counted and recorded together.
///
/// So a key that was revoked, or calls too fast, writes two records a minute at most.
final class RefusalFold: Sendable {
  /// Which refusals are folded together.
  private struct Case: Hashable {
    let key: RecordID
    let code: String
  }

  /// Refusals that were counted and are not recorded yet.
  struct Folded: Sendable {
    /// Whose calls.
    let holder: KeyHolder
    /// The reason's code.
    let code: String
    /// How many.
    let count: Int
    /// When the last of them came: their time, whenever they are recorded.
    let last: Instant
  }

  /// What to do with a refusal.
  enum Verdict {
    /// To be recorded, after those that were counted before it.
    case record(before: Folded?)
    /// Counted; the first of its kind has this record.
    case counted(RecordID)
  }

  /// The length of a fold, in milliseconds.
  static let windowMilliseconds: Int64 = 60_000
  /// The most kinds held; beyond that each refusal is recorded.
  static let casesMax = 100_000

  private struct Window {
    let holder: KeyHolder
    let since: Int64
    let usage: RecordID
    var count = 0
    var last: Instant
  }

  /// Guarded by its mutex.
  private let windows = Mutex<[Case: Window]>([:])

  /// Takes a refusal by the code of its reason; `usage` is the id that its record would have.
  func take(
    _ holder: KeyHolder, _ code: String, usage: RecordID, at now: Instant, uptime: Int64
  ) -> Verdict {
    let kind = Case(key: holder.key, code: code)
    return windows.withLock { windows in
      if let window = windows[kind], uptime - window.since < RefusalFold.windowMilliseconds {
        windows[kind]?.count += 1
        windows[kind]?.last = now
        return .counted(window.usage)
      }
      let before = windows[kind].flatMap { RefusalFold.folded(code, $0) }
      if windows[kind] != nil || windows.count < RefusalFold.casesMax {
        windows[kind] = Window(holder: holder, since: uptime, usage: usage, last: now)
      }
      return .record(before: before)
    }
  }

  /// Forgets a first refusal that could not be recorded.
  func forget(_ holder: KeyHolder, _ code: String) {
    windows.withLock { $0[Case(key: holder.key, code: code)] = nil }
  }

  /// Takes out what was counted and whose minute is over, or all of it.
  func due(uptime: Int64, all: Bool) -> [Folded] {
    windows.withLock { windows in
      let due = windows.filter {
        all || uptime - $0.value.since >= RefusalFold.windowMilliseconds
      }
      for kind in due.keys { windows[kind] = nil }
      return due.compactMap { RefusalFold.folded($0.key.code, $0.value) }
        .sorted { ($0.holder.key, $0.code) < ($1.holder.key, $1.code) }
    }
  }

  private static func folded(_ code: String, _ window: Window) -> Folded? {
    guard window.count > 0 else { return nil }
    return Folded(holder: window.holder, code: code, count: window.count, last: window.last)
  }
}
