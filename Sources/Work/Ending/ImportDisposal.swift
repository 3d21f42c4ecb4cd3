// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform

/// Destroys what is left of imports that are over: the files that were put up for them, and what
/// was written of a delivery that came too late. Their versions are `EndingWorker`'s.
struct ImportDisposal: Sendable {
  let parts: DomainParts
  /// The worker's name, for the log.
  let worker: String

  /// Looks for what must go.
  func round() async throws {
    let due = try parts.reporting.read { read in
      try [DataImport.State.unfit, .rejected, .withdrawn, .ended].flatMap { state in
        try read.every(DataImport.self, [.equal("state", state.rawValue)])
      }
    }.filter { $0.certificate == nil }
    try await parts.each(
      due, of: worker, id: { ObjectNames.id(of: $0.id, "disposal") }
    ) { try await destroy($0) }
  }

  private func destroy(_ found: DataImport) async throws -> Bool {
    // An intake that still runs may write more; it finds the import over at its end.
    let batches = try parts.reporting.read { read in
      try found.resource.map { try read.every(Batch.self, [.equal("resource", $0)]) } ?? []
    }
    let versions = try parts.reporting.read { read in
      try found.resource.map { try read.every(DatasetVersion.self, [.equal("resource", $0)]) } ?? []
    }
    guard !parts.board.isHeld(found.id), !batches.map(\.id).contains(where: parts.board.isHeld),
      versions.allSatisfy({ $0.state == .destroyed })
    else { return true }
    let written = batches.flatMap { batch in
      [
        ObjectNames.id(of: batch.id, "data", over: ""),
        ObjectNames.id(of: batch.id, "profile", over: ""), ObjectNames.id(of: batch.id, "bad-rows"),
      ]
    }
    // Entries of earlier releases may name any object as a file: nothing but files goes by them.
    let files = (found.uploads + batches.map(\.upload)).filter(\.isUpload)
    let certificates = try parts.destroy(Set(files + written).sorted())
    return try await parts.report(
      "import.destroyed", place: found.place,
      [
        "import": .string(found.id.rawValue),
        "certificate": .string(Certificates.digest(certificates).hex),
      ])
  }
}
