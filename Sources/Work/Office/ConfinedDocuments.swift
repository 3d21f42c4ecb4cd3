// SPDX-License-Identifier: Apache-2.0
package import Core
package import Platform
package import Vault

/// Opens confined documents for those whose duty it is to read them; each reading is an entry.
///
/// Repeated readings of one document by one account on one day are folded into the day's first.
package struct ConfinedDocuments: Sendable {
  /// What a reader gets.
  package enum Found: Sendable {
    /// The document.
    case bytes([UInt8])
    /// Why not, as recorded.
    case answer(Answer)
  }

  /// The most bytes that are opened.
  package static let bytesMax = 64 << 20

  private let reporting: any Reporting
  private let vault: VaultStore
  private let today: @Sendable () -> Day
  private let submit: @Sendable (Submission) async throws -> Answer

  /// Reads rights from the tables and bytes from a vault, and records by submissions.
  package init(
    reporting: any Reporting, vault: VaultStore, today: @escaping @Sendable () -> Day,
    submit: @escaping @Sendable (Submission) async throws -> Answer
  ) {
    self.reporting = reporting
    self.vault = vault
    self.today = today
    self.submit = submit
  }

  /// The bytes of a document once its reading is recorded, or the refusal.
  package func read(
    _ document: ConfinedDocument, of id: RecordID, for actor: Actor
  ) async throws -> Found {
    let (known, isNoted) = try look(document, id, actor)
    // Also where there is nothing to open, which is then said with its reason.
    if known == nil || !isNoted {
      let answer = try await submit(
        Submission(
          name: OpenDocument.spec.info.name, account: actor.account,
          input: .object([
            "document": .string(document.rawValue), "subject": .string(id.rawValue),
          ])))
      guard case .allowed = answer else { return .answer(answer) }
    }
    // The release may have been decided meanwhile.
    guard let object = try look(document, id, actor).object else { return .answer(.unknownAction) }
    return .bytes(
      try await vault.bytes(of: VaultID(object.rawValue), atMost: Self.bytesMax))
  }

  private func look(
    _ document: ConfinedDocument, _ id: RecordID, _ actor: Actor
  ) throws -> (object: RecordID?, isNoted: Bool) {
    let day = today()
    return try reporting.read { read in
      (
        try DocumentAccess.find(document, of: id, for: actor, on: day, read).object,
        try DocumentReading.exists(document, of: id, by: actor.account, on: day, read)
      )
    }
  }
}
