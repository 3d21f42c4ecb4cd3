// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

extension FieldView {
  /// Blank rows that a list begins with, and those that a press of the button adds.
  static let rowsAdded = 2

  /// A field that is made of parts: texts by key, the members of a structure, rows; nil for one
  /// that is filled in as a whole.
  func group(_ field: FieldInfo, at path: String, _ guide: FieldGuide?) -> [String: JSON]? {
    switch field.shape.unwrapped {
    case .texts:
      guard let items = guide?.items else { return nil }
      let known = Set(items.map(\.id))
      let others = input.keys(of: path).filter { !known.contains($0) }
        .map { FieldGuide.Item(id: $0, label: $0) }
      return model([part("", (items + others).map { part($0, at: "\(path).\($0.id)") })])
    case .structure(let structure) where !structure.members.isEmpty:
      return model([part("", members(structure.members, at: path))])
    case .list(.structure(let structure)) where !structure.members.isEmpty:
      return rows(field, structure.members, at: path, guide?.items ?? [])
    default: return nil
    }
  }

  private func members(_ fields: [FieldInfo], at path: String) -> [JSON] {
    fields.compactMap { model($0, at: "\(path).\($0.name)") }
  }

  /// The rows that the rules or a record name, those filled in, and blank ones.
  ///
  /// A row keeps its number, so that a file stays with the material for which it was chosen.
  private func rows(
    _ field: FieldInfo, _ fields: [FieldInfo], at path: String, _ items: [FieldGuide.Item]
  ) -> [String: JSON] {
    guard let first = fields.first else { return model([]) }
    let numbers = input.filledRows(of: path)
    var filled = numbers.filter { input.isFilled("\(path).\($0)", fields) }
    var next = (numbers.last ?? -1) + 1
    func blank() -> Int {
      defer { next += 1 }
      return next
    }
    var parts: [JSON] = []
    for item in items {
      let own = filled.first { input.texts["\(path).\($0).\(first.name)"] == item.id }
      filled.removeAll { $0 == own }
      parts.append(
        given(item, first, Array(fields.dropFirst()), at: "\(path).\(own ?? blank())"))
    }
    let most = max(Int(field.bounds.length(most: 1_000).upperBound), 1)
    let blanks = items.isEmpty ? Self.rowsAdded : field.isFixed ? 0 : 1
    let wanted = min(max(items.count + max(filled.count, blanks), input.rows[path] ?? 0), most)
    let others = filled + (0..<max(wanted - items.count - filled.count, 0)).map { _ in blank() }
    for (index, number) in others.enumerated() {
      let title = LocalText(
        zh: "第 \(items.count + index + 1) 项", en: "No. \(items.count + index + 1)")
      parts.append(part(visit.say(title), members(fields, at: "\(path).\(number)")))
    }
    var group = model(parts)
    if !field.isFixed, parts.count < most { group["more"] = .string("add:\(path)") }
    group["rowCount"] = .string(String(parts.count))
    return group
  }

  /// A row whose first member stands fast, such as a material that the rules name.
  private func given(
    _ item: FieldGuide.Item, _ first: FieldInfo, _ fields: [FieldInfo], at row: String
  ) -> JSON {
    let optional = item.isRequired ? "" : visit.say(LocalText(zh: "（选填）", en: " (optional)"))
    let remark =
      item.hint.isEmpty
      ? ""
      : visit.say(LocalText(zh: "（", en: " (")) + item.hint
        + visit.say(LocalText(zh: "）", en: ")"))
    return part(
      item.label + optional + remark, members(fields, at: row),
      hidden: [
        ("\(row).\(first.name)", item.id), ("\(row).\(FormInput.given)", first.name),
      ])
  }

  private func part(
    _ title: String, _ fields: [JSON], hidden: [(String, String)] = []
  ) -> JSON {
    .object([
      "title": .string(title), "fields": .array(fields),
      "hidden": .array(
        hidden.map { .object(["name": .string($0.0), "value": .string($0.1)]) }),
    ])
  }

  private func model(_ parts: [JSON]) -> [String: JSON] {
    ["isGroup": true, "isControl": false, "parts": .array(parts)]
  }
}

extension FieldInfo {
  /// Whether a list has just the rows that the rules or a record name.
  fileprivate var isFixed: Bool {
    switch offer {
    case .rules(.eligibilityItems), .record(.callCriteria), .record(.resourceColumns): true
    case .rules, .record, .records, .recordsIn, .step, .typed, nil: false
    }
  }
}
