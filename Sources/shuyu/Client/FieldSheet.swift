// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// An action's fields for who fills them in.
struct FieldSheet {
  /// The action.
  let info: ActionInfo

  /// Lines for people; a star marks what must be given.
  var lines: [String] {
    var lines = [
      "\(info.name)  \(info.label.zh) / \(info.label.en)",
      "  \(info.capacities.map(\.rawValue).sorted().joined(separator: ", "))",
    ]
    if let states = info.states {
      lines.append("  \(states.member): \(states.all.sorted().joined(separator: " | "))")
    }
    for field in info.fields {
      let mark = field.shape.isOptional ? "" : " *"
      let kind = FieldSheet.words(field.shape, field)
      lines.append("  \(field.name)\(mark)  \(field.label.zh) / \(field.label.en)  (\(kind))")
    }
    return lines
  }

  /// The same as JSON.
  var json: JSON {
    .object([
      "name": .string(info.name), "label": FieldSheet.json(info.label),
      "capacities": .array(info.capacities.map(\.rawValue).sorted().map { .string($0) }),
      "fields": .array(
        info.fields.map { field in
          .object([
            "name": .string(field.name), "label": FieldSheet.json(field.label),
            "required": .bool(!field.shape.isOptional),
            "shape": .string(FieldSheet.words(field.shape, field)),
            "refersTo": field.refersTo.map { .string($0) } ?? .null,
            "secret": .bool(field.secret),
          ])
        }),
    ])
  }

  private static func json(_ text: LocalText) -> JSON {
    .object(["zh": .string(text.zh), "en": .string(text.en)])
  }

  private static func words(_ shape: FieldShape, _ field: FieldInfo) -> String {
    switch shape {
    case .text:
      let range = field.bounds.length(most: 4_000)
      return "text of \(range.lowerBound) to \(range.upperBound) characters"
    case .integer:
      return "whole number, \(field.bounds.number.lowerBound) to \(field.bounds.number.upperBound)"
    case .boolean: return "true | false"
    case .day: return "day as YYYY-MM-DD"
    case .money: return "yuan, such as 1234.50"
    case .id: return field.refersTo.map { "id of: \($0)" } ?? "id"
    case .choice(let choices): return choices.map(\.code).joined(separator: " | ")
    case .list(let element): return "list of: \(words(element, field))"
    case .texts: return #"texts by key, as JSON {"key":"text"}"#
    case .file: return "SHA-256 digest of an uploaded file, 64 lower-case hexadecimal digits"
    case .structure(let structure): return "JSON like \(structure.example)"
    case .optional(let wrapped): return "may be left out; \(words(wrapped, field))"
    }
  }
}
