// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// One entry of a record's history in words.
struct HistoryView {
  private let visit: Visit
  private let view: ValueView

  /// Words of a request, names of a view.
  init(_ visit: Visit, _ view: ValueView) {
    self.visit = visit
    self.view = view
  }

  /// The ids of who acted, for their names.
  static func who(in item: HistoryItem) -> JSON {
    .array([item.content["organisation"], item.content["actor"]].compactMap { $0 })
  }

  /// The model of an entry.
  func model(_ item: HistoryItem) -> JSON {
    let content = item.content
    let at = content["at"]?.string.flatMap(Instant.init).map(ValueText.moment) ?? ""
    let isAllowed = content["outcome"]?.string == "allowed"
    let outcome =
      isAllowed
      ? LocalText(zh: "已办理", en: "done") : LocalText(zh: "不予办理", en: "refused")
    return .object([
      "entry": .int(Int64(item.entry)), "at": .string(at),
      "on": .string(content["on"]?.string ?? String(at.prefix(10))),
      "action": .string(action(content["type"]?.string ?? "")),
      "organisation": view.model(content["organisation"], of: ["organisation"], in: nil),
      "account": view.model(account(content["actor"]), of: ["actor"], in: nil),
      "outcome": .string(visit.say(outcome)), "isAllowed": .bool(isAllowed),
      "isManualClock": .bool(content["clock"]?.string == "manual"),
      "reasons": .array((content["reasons"]?.array ?? []).map(reason)),
      "clauses": .string(clauses(content["clauses"])),
      "proof": .string("/console/ledger/\(item.entry)/proof"),
    ])
  }

  /// The account that acted, where it has a name that the actor may know.
  private func account(_ actor: JSON?) -> JSON? {
    guard let id = actor?.string.flatMap(RecordID.init), view.names[id] != nil else { return nil }
    return actor
  }

  private func action(_ name: String) -> String {
    visit.console.platform.registry.actions[name].map { visit.say($0.info.label) } ?? name
  }

  private func reason(_ reason: JSON) -> JSON {
    let code = reason["code"]?.string ?? ""
    let words = visit.console.templates.refusals[code]
    return .object([
      "code": .string(code), "message": .string(words.map(visit.say) ?? ""),
      "clauses": .string(clauses(reason["clauses"])),
    ])
  }

  private func clauses(_ json: JSON?) -> String {
    (json?.array ?? []).compactMap(\.string).joined(separator: " ")
  }
}
