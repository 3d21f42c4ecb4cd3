// SPDX-License-Identifier: Apache-2.0
import Core
import Mustache

/// A page's model is a JSON value: templates look up its members.
extension JSON: MustacheParent {
  /// A member as the template library wants it; a missing one is looked for further out.
  package func child(named name: String) -> Any? {
    switch self[name] {
    case nil: nil
    case .null, .string(""): BlankText()
    case .bool(let value): value
    case .int(let value): String(value)
    case .string(let text): text
    case .array(let elements): elements
    case .object(let members): JSON.object(members)
    }
  }
}

extension JSON: MustacheCustomRenderable {
  /// The text of a plain value; lists and objects have none.
  package var renderText: String {
    switch self {
    case .string(let text): text
    case .int(let value): String(value)
    case .null, .bool, .array, .object: ""
    }
  }
}

/// A member that is there and empty: it renders as nothing and its section is left out.
private struct BlankText: MustacheCustomRenderable {
  var renderText: String { "" }
  var isNull: Bool { true }
}
