// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import Store
import Testing

/// A full disk is told from other faults.
@Suite struct FullDiskTests {
  @Test func `a database that may grow no more says that it is full`() throws {
    let queue = try DatabaseQueue()
    let error = #expect(throws: (any Error).self) {
      try queue.write { connection in
        try connection.execute(sql: "CREATE TABLE t (a BLOB); PRAGMA max_page_count = 4")
        try connection.execute(sql: "INSERT INTO t VALUES (zeroblob(1000000))")
      }
    }
    #expect(error.map(FullDisk.explains) == true)
  }

  @Test func `what else goes wrong is not told as a full disk`() throws {
    let queue = try DatabaseQueue()
    let error = #expect(throws: (any Error).self) {
      try queue.write { try $0.execute(sql: "SELECT * FROM nothing") }
    }
    #expect(error.map(FullDisk.explains) == false)
    #expect(FullDisk.explains(POSIXError(.ENOSPC)))
    #expect(FullDisk.explains(CocoaError(.fileWriteOutOfSpace)))
    #expect(!FullDisk.explains(POSIXError(.ENOENT)))
    #expect(!FullDisk.explains(StoreError.busy))
  }
}
