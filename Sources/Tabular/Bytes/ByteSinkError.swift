// SPDX-License-Identifier: Apache-2.0

/// Why bytes could not be written.
package enum ByteSinkError: Error, Hashable, Sendable {
  /// The system refused the write; the number is its errno.
  case writeFailed(errno: Int32)
  /// The reader at the other end is gone.
  case closed
  /// The sink's own bound, in bytes, would be exceeded.
  case full(maximumBytes: Int)
}

extension ByteSinkError: CustomStringConvertible {
  /// One line for logs: no path and no content.
  package var description: String {
    switch self {
    case .writeFailed(let errno): "cannot write (system error \(errno))"
    case .closed: "the reader of the output has closed it"
    case .full(let maximum): "the output is larger than \(maximum) bytes"
    }
  }
}
