// SPDX-License-Identifier: Apache-2.0

/// Why a source could not be read.
package enum ByteSourceError: Error, Hashable, Sendable {
  /// The system refused the read; the number is its errno.
  case readFailed(errno: Int32)
}

extension ByteSourceError: CustomStringConvertible {
  /// One line for logs: no path and no content.
  package var description: String {
    switch self {
    case .readFailed(let errno): "cannot read the delivered file (system error \(errno))"
    }
  }
}
