// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// What a place's text says of itself, and what was said about its clauses since: interpretations,
/// and values over which a newer or higher instrument prevails.
struct TextView {
  /// What the text is for; false where it does not say so.
  let purpose: JSON
  /// From when until when it applies; false where it does not say so.
  let validity: JSON
  private let overrides: [JSON]
  private let notes: [JSON]
  private let visit: Visit

  /// Reads what is recorded about the text of the actor's place.
  init(_ visit: Visit) async throws {
    self.visit = visit
    let profile = visit.console.platform.profiles.ruling(try visit.actor.place)
    let settings = try await Self.rows("open-values", visit)
    let first = settings.first { $0["key"]?.string == RuleValidity.key }?["value"]?.string
    purpose =
      profile?.text?.purpose.map { Self.line($0.words, $0.clauses, visit) } ?? .bool(false)
    validity =
      profile.flatMap { Self.validity($0, first.flatMap(Day.init), visit) } ?? .bool(false)
    overrides = try await Self.rows("rule-overrides", visit)
    notes = try await Self.rows("interpretations", visit)
  }

  /// What stands beside a clause: which values were superseded, by what and from when, and how the
  /// clause is interpreted.
  func marks(on clause: ClauseID) -> [String] {
    superseded(clause) + interpreted(clause)
  }

  private func superseded(_ clause: ClauseID) -> [String] {
    overrides.compactMap { row in
      guard row["clauses"]?.array?.contains(.string(clause.rawValue)) == true,
        let former = row["former"]?.string, let value = row["value"]?.string,
        let document = row["documentNumber"]?.string, let from = row["from"]?.string
      else { return nil }
      return visit.say(
        LocalText(
          zh: "已被替代：自 \(from) 起按 \(document) 执行，原为 \(former)，现为 \(value)",
          en: "superseded from \(from) by \(document): \(value) in the place of \(former)"))
    }
  }

  private func interpreted(_ clause: ClauseID) -> [String] {
    notes.compactMap { row in
      guard row["clause"]?.string == clause.rawValue, let note = row["note"]?.string,
        let document = row["documentNumber"]?.string
      else { return nil }
      return visit.say(
        LocalText(zh: "解释（\(document)）：\(note)", en: "interpretation (\(document)): \(note)"))
    }
  }

  private static func validity(_ profile: Profile, _ set: Day?, _ visit: Visit) -> JSON? {
    guard profile.text?.validFrom.isSilent == false else { return nil }
    let days = RuleValidity(profile, set: set)
    guard let from = days.from else {
      return line(
        LocalText(zh: "施行日尚未设定，有效期未起算", en: "The day of commencement is not set yet"),
        days.clauses, visit)
    }
    let words =
      days.until.map {
        LocalText(
          zh: "自 \(from) 起施行，有效期至 \($0)；期满后不能办理新的授权",
          en: "In force from \(from) until \($0); nothing new is authorised afterwards")
      } ?? LocalText(zh: "自 \(from) 起施行", en: "In force from \(from)")
    return line(words, days.clauses, visit)
  }

  private static func line(
    _ words: LocalText, _ clauses: [ClauseID], _ visit: Visit
  ) -> JSON {
    .object([
      "words": .string(visit.say(words)),
      "clauses": .string(clauses.map(\.rawValue).joined(separator: " ")),
    ])
  }

  private static func rows(_ name: String, _ visit: Visit) async throws -> [JSON] {
    guard let listing = visit.console.platform.registry.listings[name] else { return [] }
    let actor = try visit.actor
    return try await visit.console.platform.page(
      listing, for: actor,
      ListingRequest(descending: true, limit: ListingRequest.limitMax, isCounted: false)
    ).items
  }
}
