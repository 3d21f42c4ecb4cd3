// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
package import Regulation

/// Registered code: production runs nothing else.
package struct Program: Record {
  /// The life of a program.
  package enum State: String, Codable, Sendable, CaseIterable {
    case registered
    case retired
  }

  /// The table.
  package static let table = TableSpec(
    "program", prefix: "PRG",
    columns: [
      .text("place"), .text("state"), .text("operator"), .text("scenario"), .text("kind"),
      .text("name"), .text("digest"),
    ], redactable: ["source"])

  /// The most bytes of a source.
  package static let sourceBytesMax = 256 * 1024

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The operator.
  package let `operator`: RecordID
  /// The scenario.
  package let scenario: RecordID
  /// The language.
  package let kind: ProgramKind
  /// What it does, of the kinds that the profile allows an operator (EZ-02.2-f).
  package let processing: String
  /// Its name.
  package let name: String
  /// The digest of source and outputs.
  package let digest: Digest
  /// Its outputs.
  package let outputs: [DeclaredOutput]
  /// The code; can be erased.
  package var source: String?
  /// The life of the program.
  package var state: State
  /// Who registered it.
  package let registeredBy: RecordID
  /// The day of registration.
  package let registeredOn: Day

  /// The operator is the party.
  package var parties: [RecordID] { [`operator`] }
}

/// The language of a program.
package enum ProgramKind: String, ChoiceValue {
  case sql
  case python

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .sql: LocalText(zh: "SQL", en: "SQL")
    case .python: LocalText(zh: "Python", en: "Python")
    }
  }
}
