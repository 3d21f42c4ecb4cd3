// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

extension FormInput {
  /// The fields as an action reads them; blank ones are left out.
  func json(_ info: ActionInfo) -> JSON {
    var members: [String: JSON] = [:]
    for field in info.fields { members[field.name] = value(field) }
    return .object(members)
  }

  private func value(_ field: FieldInfo) -> JSON? {
    if field.secret { return texts[field.name].flatMap { $0.isEmpty ? nil : .string($0) } }
    let text = texts[field.name]?.trimmed ?? ""
    switch field.shape.unwrapped {
    case .structure(let structure) where text.isEmpty && !structure.members.isEmpty:
      return object(field.name, structure.members)
    case .list(.structure(let structure)) where text.isEmpty && !structure.members.isEmpty:
      let rows = rows(field.name, structure.members)
      return rows.isEmpty ? nil : .array(rows)
    case .texts where text.isEmpty:
      let texts = keyed(field.name)
      return texts.isEmpty ? nil : .object(texts)
    case .list: return text.isEmpty ? nil : text.hasPrefix("[") ? parsed(text) : .string(text)
    case .structure, .texts:
      return text.isEmpty ? nil : text.hasPrefix("{") ? parsed(text) : .string(text)
    case .text, .integer, .boolean, .day, .money, .id, .choice, .file, .optional:
      return text.isEmpty ? nil : .string(text)
    }
  }

  private func rows(_ path: String, _ members: [FieldInfo]) -> [JSON] {
    filledRows(of: path).compactMap { object("\(path).\($0)", members) }
  }

  /// A structure from its members; nil where nobody filled anything in.
  private func object(_ path: String, _ members: [FieldInfo]) -> JSON? {
    guard isFilled(path, members) else { return nil }
    var values: [String: JSON] = [:]
    for member in members { values[member.name] = part(member, at: "\(path).\(member.name)") }
    return .object(values)
  }

  /// A member of a structure, as its decoder wants it.
  private func part(_ field: FieldInfo, at path: String) -> JSON? {
    let text = texts[path]?.trimmed ?? ""
    switch field.shape.unwrapped {
    case .integer: return text.isEmpty ? nil : Int64(text).map { .int($0) } ?? .string(text)
    case .boolean: return text.isEmpty ? nil : text == "true" ? true : text == "false" ? false : nil
    case .list(.structure(let structure)): return .array(rows(path, structure.members))
    case .list:
      let lines = text.split(whereSeparator: \.isNewline).map { JSON.string(String($0).trimmed) }
      return lines.isEmpty && field.shape.isOptional ? nil : .array(lines)
    case .structure(let structure): return object(path, structure.members)
    case .texts:
      let texts = keyed(path)
      return texts.isEmpty && field.shape.isOptional ? nil : .object(texts)
    case .text, .day, .money, .id, .choice, .file, .optional:
      return text.isEmpty ? nil : .string(text)
    }
  }

  private func keyed(_ path: String) -> [String: JSON] {
    let pairs = keys(of: path).compactMap { key -> (String, JSON)? in
      let text = texts["\(path).\(key)"]?.trimmed ?? ""
      return text.isEmpty ? nil : (key, .string(text))
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// The JSON that a text is, or the text when it is none.
  private func parsed(_ text: String) -> JSON {
    do { return try JSON.parse(Array(text.utf8)) } catch { return .string(text) }
  }

  /// What is missing or malformed in rows that somebody began, each at its own place.
  func problems(_ info: ActionInfo) -> [Reason] {
    info.fields.flatMap { field -> [Reason] in
      guard texts[field.name]?.trimmed.isEmpty ?? true, let structure = field.shape.structure else {
        return []
      }
      return problems(field.shape.unwrapped, structure.members, at: field.name)
    }
  }

  private func problems(
    _ shape: FieldShape, _ members: [FieldInfo], at path: String
  ) -> [Reason] {
    var paths = [path]
    if case .list = shape { paths = filledRows(of: path).map { "\(path).\($0)" } }
    return paths.filter { isFilled($0, members) }.flatMap { row in
      members.flatMap { member -> [Reason] in
        let place = "\(row).\(member.name)"
        if let inner = member.shape.structure {
          return problems(member.shape.unwrapped, inner.members, at: place)
        }
        return problem(member, at: place).map { problem in
          [Reason(problem.code, zh: problem.message.zh, en: problem.message.en, field: place)]
        } ?? []
      }
    }
  }

  private func problem(_ field: FieldInfo, at path: String) -> FieldProblem? {
    let text = texts[path]?.trimmed ?? ""
    switch field.shape.unwrapped {
    case .texts: return nil
    case .integer where !text.isEmpty:
      guard let number = Int64(text) else {
        return .type(LocalText(zh: "整数", en: "a whole number"))
      }
      return field.bounds.number.contains(number) ? nil : .bounds(field.bounds.number)
    case .text where !text.isEmpty:
      let range = field.bounds.length(most: 4_000)
      return range.contains(Int64(text.unicodeScalars.count)) ? nil : .bounds(range)
    case .text, .integer, .boolean, .day, .money, .id, .choice, .file, .list, .structure, .optional:
      return field.isRequired && text.isEmpty ? .missing : nil
    }
  }
}
