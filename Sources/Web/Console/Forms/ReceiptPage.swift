// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Hummingbird
import Platform
import Regulation

/// What an actor gets after an action was done: where it is recorded, and the way on.
struct ReceiptPage {
  private let visit: Visit
  private let info: ActionInfo
  private let isEarlier: Bool

  /// The receipt of an action, maybe of one that was done before with the same form.
  init(_ visit: Visit, _ info: ActionInfo, isEarlier: Bool = false) {
    self.visit = visit
    self.info = info
    self.isEarlier = isEarlier
  }

  /// The page.
  func response(_ receipt: Receipt, _ result: JSON) async throws -> Response {
    let view = try await ValueView.make(for: visit, values: [result])
    let id = result["id"]?.string.flatMap(RecordID.init)
    let members = (result.object ?? [:]).sorted { $0.key < $1.key }.map { name, value in
      JSON.object([
        "label": .string(visit.say(visit.console.words.label(of: name))),
        "value": view.model(value, of: [name], in: result),
      ])
    }
    let model: [String: JSON] = [
      "isEarlier": .bool(isEarlier), "again": .string("/console/actions/\(info.name)"),
      "entry": .int(Int64(receipt.entry)), "leaf": .string(receipt.leaf.hex),
      "recordedAt": .string(ValueText.moment(receipt.recordedAt)),
      "members": .array(members), "hasMembers": .bool(!members.isEmpty),
      "record": .string(id.flatMap(view.address) ?? ""),
      "proof": .string("/console/ledger/\(receipt.entry)/proof"),
      "actionLabel": .string(visit.say(info.label)),
      "actions": .array(try await next(id, view)),
    ]
    let title = LocalText(zh: "已办理：\(info.label.zh)", en: "Done: \(info.label.en)")
    return try await visit.page(
      "receipt", title: title, model, status: isEarlier ? .conflict : .ok)
  }

  /// What can be done next with the record.
  private func next(_ id: RecordID?, _ view: ValueView) async throws -> [JSON] {
    guard let id, let actor = visit.context.actor, let listing = view.links[id.prefix],
      let record = view.lookup.records[id]
    else { return [] }
    return try await NextActions(visit).links(on: listing, record, actor: actor)
  }
}
