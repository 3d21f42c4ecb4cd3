// SPDX-License-Identifier: Apache-2.0

package import Core

/// Whether a profile's text is in force.
package struct ProfileStatus: Codable, Hashable, Sendable {
  /// Draft or issued.
  package let state: State
  /// The document number; nil for a draft.
  package let documentNumber: String?
  /// The first day in force; nil for a draft.
  package let from: Day?
  /// The last day in force; nil for a draft or when the text sets none.
  package let until: Day?
  /// The clauses.
  package let clauses: [ClauseID]

  /// Where a text stands.
  package enum State: String, Codable, CaseIterable, Hashable, Sendable {
    /// Published for comments; a demonstration says so on every page.
    case draft
    /// Issued with a document number.
    case issued
  }

  /// Whether the text is in force on a day; a draft never is.
  package func isInForce(on day: Day) -> Bool {
    guard state == .issued, let from else { return false }
    return day >= from && until.map { day <= $0 } ?? true
  }
}

extension ProfileStatus {
  /// Reads the section; an issued text needs its number and its first day.
  init(_ section: ProfileSection) {
    state = section.plain("state", .oneOf(State.draft))
    documentNumber = section.plainIfPresent("documentNumber", .text)
    from = section.plainIfPresent("from", .day)
    until = section.plainIfPresent("until", .day)
    clauses = section.clauses()
    if state == .issued, documentNumber == nil || from == nil {
      section.report("is issued, so it needs `documentNumber` and `from`")
    }
    if let from, let until, until < from { section.report("ends before it begins") }
  }
}

extension Shape where Value == Day {
  /// A day such as 2026-11-21.
  static var day: Shape {
    Shape("a day such as 2026-11-21", placeholder: .min, form: .day) { $0.text.flatMap(Day.init) }
  }
}
