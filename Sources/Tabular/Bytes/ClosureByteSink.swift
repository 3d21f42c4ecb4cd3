// SPDX-License-Identifier: Apache-2.0

/// A sink that hands each buffer to a closure, such as an encryptor.
package struct ClosureByteSink: ByteSink {
  private let take: (Span<UInt8>) throws(ByteSinkError) -> Void

  /// Makes a sink; `take` returns when it has taken the bytes.
  package init(_ take: @escaping (Span<UInt8>) throws(ByteSinkError) -> Void) {
    self.take = take
  }

  /// Hands the bytes on.
  package mutating func write(_ bytes: Span<UInt8>) throws(ByteSinkError) {
    try take(bytes)
  }
}
