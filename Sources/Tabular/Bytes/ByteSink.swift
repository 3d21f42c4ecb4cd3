// SPDX-License-Identifier: Apache-2.0

/// Where bytes are written to; a write returns when the bytes were taken (back pressure).
package protocol ByteSink {
  /// Takes all of the bytes or throws.
  mutating func write(_ bytes: Span<UInt8>) throws(ByteSinkError)
}
