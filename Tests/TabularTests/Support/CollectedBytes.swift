// SPDX-License-Identifier: Apache-2.0
import Tabular

/// A sink that keeps everything.
final class CollectedBytes {
  var bytes: [UInt8] = []
  var largest = 0

  var sink: ClosureByteSink {
    ClosureByteSink { piece in
      self.largest = max(self.largest, piece.count)
      for index in 0..<piece.count { self.bytes.append(piece[index]) }
    }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension Span<UInt8> {
  var array: [UInt8] {
    var result: [UInt8] = []
    for index in 0..<count { result.append(self[index]) }
    return result
  }
}
