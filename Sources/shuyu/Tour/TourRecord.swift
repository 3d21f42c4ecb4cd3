// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// What one step came to.
struct TourRecord: Sendable {
  /// A receipt that the platform gave.
  struct Acknowledged: Sendable {
    /// The index of the entry.
    let entry: Int64
    /// The leaf hash in hexadecimal digits.
    let leaf: String
  }

  /// The number of the step, from 1.
  let number: Int
  /// Its title.
  let title: LocalText
  /// The account that acted first.
  let actor: String
  /// As what it acted; nil until an action was done.
  var capacity: Capacity?
  /// Whether everything was as it must be.
  var isOK = false
  /// The clauses that the actions serve and the refusals cite.
  var clauses: [String] = []
  /// The receipts in order; refusals by a rule leave an entry without a leaf in the answer.
  var acknowledged: [Acknowledged] = []
  /// The entry of the step's last answer.
  var entry: Int64?
  /// The actions that were done.
  var actions: [String] = []
  /// What there is to say, in one line each.
  var details: [String] = []

  /// Begins a step.
  init(number: Int, title: LocalText, actor: String) {
    self.number = number
    self.title = title
    self.actor = actor
  }

  /// Adds clauses, each once.
  mutating func cite(_ more: [String]) {
    for clause in more where !clauses.contains(clause) { clauses.append(clause) }
  }

  /// One JSON object in one line.
  var json: JSON {
    .object([
      "step": .int(Int64(number)), "ok": .bool(isOK), "actor": .string(actor),
      "capacity": capacity.map { .string($0.rawValue) } ?? .null,
      "clauses": .array(clauses.map { .string($0) }),
      "entry": entry.map { .int($0) } ?? .null,
      "title": .object(["zh": .string(title.zh), "en": .string(title.en)]),
      "detail": .string(details.joined(separator: "; ")),
      "receipts": .array(
        acknowledged.map { .object(["entry": .int($0.entry), "leaf": .string($0.leaf)]) }),
    ])
  }

  /// One readable line, and one for each detail.
  var text: String {
    let mark = isOK ? "✓" : "✗"
    let who = capacity.map { "\(actor)·\($0.label.zh)" } ?? actor
    let place = entry.map { " #\($0)" } ?? ""
    let cited = clauses.isEmpty ? "" : " [\(clauses.joined(separator: " "))]"
    let head = "\(mark) \(number). \(title.zh) / \(title.en) — \(who)\(place)\(cited)"
    return ([head] + details.map { "      \($0)" }).joined(separator: "\n")
  }
}
