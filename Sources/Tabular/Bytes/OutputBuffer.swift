// SPDX-License-Identifier: Apache-2.0

/// Collects small writes into large ones before they reach a sink.
struct OutputBuffer {
  private var bytes: [UInt8]
  private var count = 0
  private var sink: any ByteSink
  /// Bytes handed to the sink so far, plus those waiting.
  private(set) var written = 0

  /// Makes a buffer of `capacity` bytes (at least 4,096) before a sink.
  init(_ sink: any ByteSink, capacity: Int = 1 << 18) {
    self.sink = sink
    bytes = [UInt8](repeating: 0, count: max(4_096, capacity))
  }

  /// Adds one byte.
  @inline(__always)
  mutating func append(_ byte: UInt8) throws(ByteSinkError) {
    if count == bytes.count { try flush() }
    bytes[count] = byte
    count &+= 1
    written &+= 1
  }

  /// Adds many bytes; what is larger than the buffer goes straight to the sink.
  @inline(__always)
  mutating func append(_ more: Span<UInt8>) throws(ByteSinkError) {
    let length = more.count
    if length > bytes.count &- count {
      try flush()
      if length > bytes.count {
        written &+= length
        return try sink.write(more)
      }
    }
    if length > 0 {
      unsafe bytes.withUnsafeMutableBytes { target in
        unsafe more.withUnsafeBytes { source in
          unsafe UnsafeMutableRawBufferPointer(rebasing: target[count..<count &+ length])
            .copyMemory(from: source)
        }
      }
    }
    count &+= length
    written &+= length
  }

  /// Adds text as UTF-8.
  mutating func append(_ text: String) throws(ByteSinkError) {
    let copy = Array(text.utf8)
    try append(copy.span)
  }

  /// Hands everything that waits to the sink.
  mutating func flush() throws(ByteSinkError) {
    guard count > 0 else { return }
    var target = sink
    try target.write(bytes.span.extracting(0..<count))
    sink = target
    count = 0
  }
}
