// SPDX-License-Identifier: Apache-2.0
import Foundation
import Ledger
import Store
import Work

extension Installation {
  /// Holds the database against its own entries and these against what was published.
  func check(_ database: PlatformDatabase) throws -> RebuildCheck.Report {
    var report = try RebuildCheck(database).run()
    let reader = LedgerReader(folder: ledger.path)
    if let index = try reader.firstDifference(from: StoredEntries(database)) {
      report.differences.append("entry \(index), from what was published")
    }
    return report
  }
}
