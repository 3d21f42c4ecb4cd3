// SPDX-License-Identifier: Apache-2.0
import Tabular

/// A sink that keeps everything.
final class CollectedBytes {
  var bytes: [UInt8] = []
  var largest = 0

  var sink: ClosureByteSink {
    ClosureByteSink { piece in
      self.largest = max(self.largest, piece.count)
      piece.withUnsafeBufferPointer { self.bytes.append(contentsOf: $0) }
    }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension Span<UInt8> {
  var array: [UInt8] {
    withUnsafeBufferPointer { Array($0) }
  }
}
