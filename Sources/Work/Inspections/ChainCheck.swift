// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
package import Ledger
package import Merkle
package import Platform

/// Audits the published ledger as an outsider would, and holds it against the stored entries.
package struct ChainCheck: InspectionCheck {
  private let ledger: LedgerReader
  private let source: any EntrySource
  private let keys: [NoteKey]

  /// Audits a ledger whose checkpoints these keys sign.
  package init(ledger: LedgerReader, source: any EntrySource, keys: [NoteKey]) {
    self.ledger = ledger
    self.source = source
    self.keys = keys
  }

  /// The ledger.
  package var item: InspectionItem { .chain }
  /// One ledger holds all places.
  package var isShared: Bool { true }

  /// Reads every entry on a thread of its own.
  package func run(in place: String) async throws -> InspectionResult {
    try await onThread { try look() }
  }

  private func look() throws -> InspectionResult {
    let report = ledger.audit(keys: keys)
    var failures: [String] = []
    if report.problems.contains(where: { $0.file == "checkpoint" }) {
      failures.append("checkpoint")
    }
    let others = report.problems.filter { $0.file != "checkpoint" }
    if others.contains(where: { $0.file.hasPrefix("entry ") }) { failures.append("entries") }
    if others.contains(where: { !$0.file.hasPrefix("entry ") }) { failures.append("files") }
    // Files that cannot be used are told already, and there is nothing to hold entries against.
    if failures.isEmpty, let index = try ledger.firstDifference(from: source) {
      failures.append("stored:\(index)")
    }
    return InspectionResult(checks: max(1, report.size), failures: failures)
  }
}
