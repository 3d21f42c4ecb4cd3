// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The writing end of a job's standard input.
package struct PipeWriter: Sendable {
  /// The job ended, or closed its input, before everything was written.
  package struct Closed: Error {}

  private let end: OwnedDescriptor

  /// Writes to the writing end of a pipe. Outside of ``StandardInput/stream(_:)`` the process must
  /// ignore SIGPIPE.
  package init(to end: OwnedDescriptor) {
    self.end = end
  }

  /// Writes all bytes, waiting while the job is busy.
  ///
  /// - Throws: ``Closed`` when the job reads no more.
  package func write(_ bytes: some Sequence<UInt8>) throws {
    let whole = ContiguousArray(bytes)
    try whole.withUnsafeBytes { try write($0) }
  }

  /// Writes all bytes of a buffer, waiting while the job is busy.
  ///
  /// - Throws: ``Closed`` when the job reads no more.
  package func write(_ buffer: UnsafeRawBufferPointer) throws {
    let written: Void? = try end.with { raw in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(raw, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw Closed() }
        rest = rest.dropFirst(count)
      }
    }
    if written == nil { throw Closed() }
  }
}
