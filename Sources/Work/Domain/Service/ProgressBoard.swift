// SPDX-License-Identifier: Apache-2.0
package import Core
import Synchronization

/// How far the domain's work is, by the id of its record. In memory only: after a restart the
/// work begins anew, and so does its progress.
package final class ProgressBoard: Sendable {
  /// What is being done.
  package enum Phase: String, Sendable, Codable, CaseIterable {
    /// Looking for rows that share a key.
    case keys
    /// Reading, checking and converting rows.
    case rows
    /// Encrypting into the vault.
    case encrypting
    /// Running a query or a program.
    case running
    /// Handing the result over.
    case reporting
  }

  /// How far one piece of work is.
  package struct Progress: Sendable, Codable, Hashable {
    /// What is being done.
    package var phase: Phase
    /// Rows so far, of the phase.
    package var rows: Int
    /// Bytes so far, of the phase.
    package var bytes: Int
    /// Rows in all, as declared; nil when nobody knows.
    package var rowsExpected: Int?
  }

  /// Guarded: the pieces of work that run.
  private let state = Mutex<[RecordID: Progress]>([:])

  /// Guarded: the records whose objects are being written.
  private let held = Mutex<Set<RecordID>>([])

  /// An empty board.
  package init() {}

  /// Says that objects of a record are being written, so that nobody destroys them meanwhile.
  package func hold(_ id: RecordID) { held.withLock { _ = $0.insert(id) } }

  /// Says that a record's objects are reported, or were given up.
  package func free(_ id: RecordID) { held.withLock { _ = $0.remove(id) } }

  /// Whether objects of a record are being written.
  package func isHeld(_ id: RecordID) -> Bool { held.withLock { $0.contains(id) } }

  /// The pieces of work that run now.
  package func snapshot() -> [RecordID: Progress] { state.withLock { $0 } }

  /// Says how far a piece of work is.
  package func show(
    _ id: RecordID, _ phase: Phase, rows: Int = 0, bytes: Int = 0, rowsExpected: Int? = nil
  ) {
    state.withLock { board in
      let expected = rowsExpected ?? board[id]?.rowsExpected
      board[id] = Progress(phase: phase, rows: rows, bytes: bytes, rowsExpected: expected)
    }
  }

  /// Takes a piece of work off the board.
  package func clear(_ id: RecordID) {
    state.withLock { $0[id] = nil }
  }
}
