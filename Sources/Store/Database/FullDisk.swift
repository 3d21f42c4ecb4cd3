// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB

/// Errors that say that the disk takes no more: it is full, over its quota or cannot be written.
package enum FullDisk {
  /// Whether an error is of these.
  package static func explains(_ error: any Error) -> Bool {
    switch error {
    case let error as DatabaseError:
      let written: [ResultCode] = [
        .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_TRUNCATE, .SQLITE_IOERR_SHMSIZE,
      ]
      return error.resultCode == .SQLITE_FULL || written.contains(error.extendedResultCode)
    case let error as POSIXError: return error.code == .ENOSPC || error.code == .EDQUOT
    case let error as CocoaError: return error.code == .fileWriteOutOfSpace
    default: return false
    }
  }
}
