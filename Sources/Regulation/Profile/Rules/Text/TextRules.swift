// SPDX-License-Identifier: Apache-2.0
package import Core

/// What a place's text says of itself: what it is for, from when and how long it applies, who
/// interprets it and what prevails over it.
package struct TextRules: Codable, Hashable, Sendable {
  /// What the text is for, in words; nil where no clause says so.
  package let purpose: TextPurpose?
  /// The day of commencement.
  package let validFrom: ProfileValue<Day>
  /// For how many years from that day it is valid.
  package let validYears: ProfileValue<Int>
  /// Who may write notes of interpretation.
  package let interpreters: ProfileValue<[Capacity]>
  /// The ranks of instruments whose newer rules prevail over a value of the text.
  package let precedence: ProfileValue<[InstrumentRank]>
  /// Procedures for authorisations that began before the text did, and for no others.
  package let earlierOnly: ProfileValue<[String]>
}

extension TextRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    purpose =
      section.optional("purpose") == nil ? nil : section.section("purpose", TextPurpose.init)
    validFrom = section.value("validFrom", .day)
    validYears = section.value("validYears", .int(1...30))
    interpreters = section.value("interpreters", .list(.oneOf(Capacity.dataAuthority)))
    precedence = section.value("precedence", .list(.oneOf(InstrumentRank.law)))
    earlierOnly = section.value("earlierOnly", .list(.name))
  }
}

/// What a text is for.
package struct TextPurpose: Codable, Hashable, Sendable {
  /// The words.
  package let words: LocalText
  /// The clauses.
  package let clauses: [ClauseID]
}

extension TextPurpose {
  /// Reads the section.
  init(_ section: ProfileSection) {
    words = section.label()
    clauses = section.clauses()
  }
}

/// The rank of an instrument that can prevail over a place's text.
package enum InstrumentRank: String, Codable, CaseIterable, Hashable, Sendable {
  /// A law or an administrative regulation.
  case law
  /// A rule of the State's bodies.
  case national
  /// A rule of the province.
  case provincial
  /// A newer rule of the city.
  case municipal

  /// The words for people.
  package var label: LocalText {
    switch self {
    case .law: LocalText(zh: "法律法规", en: "law")
    case .national: LocalText(zh: "国家规定", en: "national rule")
    case .provincial: LocalText(zh: "省级规定", en: "provincial rule")
    case .municipal: LocalText(zh: "市级新规定", en: "newer rule of the city")
    }
  }
}
