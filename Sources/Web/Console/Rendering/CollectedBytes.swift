// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Tabular

/// A file that grows in memory until somebody takes it.
final class CollectedBytes: Sendable {
  /// Guarded: what was written.
  private let content = Mutex<[UInt8]>([])

  /// All bytes so far.
  var bytes: [UInt8] { content.withLock { $0 } }

  /// All bytes so far, which are forgotten here.
  func take() -> [UInt8] {
    content.withLock { content in
      defer { content = [] }
      return content
    }
  }

  /// Where a writer writes.
  var sink: any ByteSink {
    ClosureByteSink { [self] (span: Span<UInt8>) throws(ByteSinkError) in
      content.withLock { content in
        content.reserveCapacity(content.count + span.count)
        for index in span.indices { content.append(span[index]) }
      }
    }
  }
}
