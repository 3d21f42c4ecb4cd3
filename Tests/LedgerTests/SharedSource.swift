// SPDX-License-Identifier: Apache-2.0
import Ledger
import Synchronization

/// A source whose content a test replaces while a publisher holds it.
final class SharedSource: EntrySource {
  // Guards the source and the count it claims.
  private let state: Mutex<(source: MemorySource, claimed: Int?)>

  init(_ source: MemorySource) { state = Mutex((source, nil)) }

  func replace(_ source: MemorySource) { state.withLock { $0.source = source } }

  /// Lets the source claim more entries than it has.
  func claim(_ count: Int?) { state.withLock { $0.claimed = count } }

  func entries(from index: Int, limit: Int) throws -> [[UInt8]] {
    try state.withLock { try $0.source.entries(from: index, limit: limit) }
  }

  func count() throws -> Int { state.withLock { $0.claimed ?? $0.source.stored.count } }
}
