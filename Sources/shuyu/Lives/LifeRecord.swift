// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Regulation

/// What one step of a life came to.
struct LifeRecord: Sendable {
  /// The place.
  let place: String
  /// The number of the step in the place, from 1.
  let number: Int
  /// What it belongs to.
  let chapter: LocalText
  /// What is done.
  let title: LocalText
  /// The person who did it.
  let actor: String
  /// The action, where it is one.
  var action: String?
  /// The platform's day.
  var day: Day?
  /// Whether it is as it must be.
  var isOK = false
  /// The clauses that the entry cites.
  var clauses: [String] = []
  /// The entry.
  var entry: Int64?
  /// What there is to say.
  var details: [String] = []

  /// Begins a step.
  init(place: String, number: Int, chapter: LocalText, title: LocalText, actor: String) {
    self.place = place
    self.number = number
    self.chapter = chapter
    self.title = title
    self.actor = actor
  }

  /// One JSON object in one line.
  var json: JSON {
    .object([
      "place": .string(place), "step": .int(Int64(number)), "ok": .bool(isOK),
      "actor": .string(actor), "action": action.map { .string($0) } ?? .null,
      "day": day.map { .string($0.description) } ?? .null,
      "clauses": .array(clauses.map { .string($0) }), "entry": entry.map { .int($0) } ?? .null,
      "chapter": ["zh": .string(chapter.zh), "en": .string(chapter.en)],
      "title": ["zh": .string(title.zh), "en": .string(title.en)],
      "detail": .string(details.joined(separator: "; ")),
    ])
  }

  /// One readable line, and one for each detail.
  var text: String {
    let mark = isOK ? "✓" : "✗"
    let when = day.map { " \($0)" } ?? ""
    let place = entry.map { " #\($0)" } ?? ""
    let cited = clauses.isEmpty ? "" : " [\(clauses.joined(separator: " "))]"
    let head =
      "\(mark) \(self.place) \(number).\(when) \(title.zh) / \(title.en) — \(actor)\(place)\(cited)"
    return ([head] + details.map { "      \($0)" }).joined(separator: "\n")
  }
}

/// Shows the steps of several lives, one line after the other.
actor LifeReport {
  private let isJSON: Bool
  private var steps = 0
  /// Steps that are not as they must be.
  private(set) var failures = 0

  /// Prints for people or machines.
  init(isJSON: Bool) {
    self.isJSON = isJSON
  }

  /// Shows a step.
  func show(_ record: LifeRecord) {
    steps += 1
    if !record.isOK { failures += 1 }
    write(isJSON ? record.json.canonicalText : record.text)
  }

  /// Says how it went.
  func end(seconds: Double) {
    guard !isJSON else { return }
    let time = Int64((seconds * 10).rounded())
    write(
      "\n\(steps - failures) / \(steps) 步通过 / steps as they must be, \(time / 10).\(time % 10) s")
  }

  private func write(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
