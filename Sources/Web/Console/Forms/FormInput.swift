// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// What a person filled into an action's form, and the JSON that it stands for.
struct FormInput: Sendable {
  /// The texts by field name, as filled in.
  let texts: [String: String]

  /// Takes the declared fields of a form; several values of one name stand on lines.
  init(_ form: FormBody, _ info: ActionInfo) {
    var texts: [String: String] = [:]
    for field in info.fields where !form.all(field.name).isEmpty {
      let text = form.all(field.name).joined(separator: "\n")
      texts[field.name] = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }
    self.texts = texts
  }

  /// Takes a saved draft.
  init(draft: JSON) {
    texts = (draft.object ?? [:]).compactMapValues(\.string)
  }

  /// What may be kept as a draft: everything but secrets.
  func draft(_ info: ActionInfo) -> JSON {
    let open = Set(info.fields.filter { !$0.secret }.map(\.name))
    return .object(texts.filter { open.contains($0.key) }.mapValues { .string($0) })
  }

  /// The fields as an action reads them; blank ones are left out.
  func json(_ info: ActionInfo) -> JSON {
    var members: [String: JSON] = [:]
    for field in info.fields {
      guard let text = texts[field.name] else { continue }
      members[field.name] = value(text, field)
    }
    return .object(members)
  }

  /// The JSON that a text is, or the text when it is none.
  private func parsed(_ text: String) -> JSON {
    do { return try JSON.parse(Array(text.utf8)) } catch { return .string(text) }
  }

  private func value(_ text: String, _ field: FieldInfo) -> JSON? {
    if field.secret { return text.isEmpty ? nil : .string(text) }
    let trimmed = text.trimmed
    guard !trimmed.isEmpty else { return nil }
    switch field.shape.unwrapped {
    case .list: return trimmed.hasPrefix("[") ? parsed(trimmed) : .string(trimmed)
    case .structure, .texts: return trimmed.hasPrefix("{") ? parsed(trimmed) : .string(trimmed)
    case .text, .integer, .boolean, .day, .money, .id, .choice, .optional: return .string(trimmed)
    }
  }
}

extension FieldShape {
  /// The shape without being optional.
  var unwrapped: FieldShape {
    if case .optional(let shape) = self { shape.unwrapped } else { self }
  }
}

extension String {
  /// The text without blanks and line ends around it.
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
