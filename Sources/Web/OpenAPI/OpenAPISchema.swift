// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// JSON Schema of field shapes.
enum OpenAPISchema {
  /// In which states of its record an action can be done, and in which it is waited for.
  static func states(_ states: ActionStates) -> JSON {
    .object([
      "member": .string(states.member), "allowed": list(states.all), "duty": list(states.duties),
    ])
  }

  private static func list(_ codes: Set<String>) -> JSON {
    .array(codes.sorted().map { .string($0) })
  }

  /// The schema of a shape within bounds.
  static func schema(_ shape: FieldShape, _ bounds: FieldBounds) -> JSON {
    switch shape {
    case .text:
      let range = bounds.length(most: 4_000)
      return .object([
        "type": "string", "minLength": .int(range.lowerBound), "maxLength": .int(range.upperBound),
      ])
    case .integer:
      return .object([
        "type": "integer", "minimum": .int(bounds.number.lowerBound),
        "maximum": .int(bounds.number.upperBound),
      ])
    case .boolean: return .object(["type": "boolean"])
    case .day: return .object(["type": "string", "format": "date"])
    case .money:
      return .object(["type": "string", "pattern": "^-?[0-9]{1,15}(\\.[0-9]{1,2})?$"])
    case .id:
      return .object([
        "type": "string", "pattern": "^[A-Z]{2,5}-[0-9A-HJKMNP-TV-Z]{10,26}$",
      ])
    case .choice(let choices):
      let labels = choices.map { ($0.code, JSON.string("\($0.label.zh) / \($0.label.en)")) }
      return .object([
        "type": "string", "enum": .array(choices.map { .string($0.code) }),
        "x-labels": .object(Dictionary(labels, uniquingKeysWith: { first, _ in first })),
      ])
    case .list(let element):
      let range = bounds.length(most: 1_000)
      return .object([
        "type": "array", "items": schema(element, .standard), "minItems": .int(range.lowerBound),
        "maxItems": .int(range.upperBound),
      ])
    case .texts:
      return .object([
        "type": "object", "additionalProperties": .object(["type": "string"]),
      ])
    case .file: return schema(.text, .standard)
    case .structure(let structure):
      return .object(["type": "object", "x-example": .string(structure.example)])
    case .optional(let wrapped): return schema(wrapped, bounds)
    }
  }
}
