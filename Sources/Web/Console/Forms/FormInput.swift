// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// What a person filled into an action's form.
///
/// A part of a field has a path: `sections.purpose` is a text by its key, `materials.0.digest` a
/// member of a row. Members whose names begin with `_` say something about a part and are no part.
struct FormInput: Sendable {
  /// The names of the members that go with a chosen file: its own name, and a remark on it.
  static let fileName = "_name"
  /// Names the members of a row that the form filled in by itself.
  static let given = "_given"
  /// Before a field's name: how many rows are shown.
  static let rowsField = "_rows."

  /// The texts by path, as filled in.
  private(set) var texts: [String: String]
  /// How many rows of a list are shown, where somebody asked for more.
  private(set) var rows: [String: Int] = [:]

  /// Takes the declared fields of a form; several values of one name stand on lines.
  init(_ form: FormBody, _ info: ActionInfo) {
    let fields = Set(info.fields.map(\.name))
    var texts: [String: String] = [:]
    for name in form.names where fields.contains(FormInput.head(of: name)) {
      let text = form.all(name).joined(separator: "\n")
      texts[name] = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }
    self.texts = texts
    for name in form.names where name.hasPrefix(Self.rowsField) {
      guard let count = form[name].flatMap({ Int($0) }), (0...1_000).contains(count) else {
        continue
      }
      rows[String(name.dropFirst(Self.rowsField.count))] = count
    }
  }

  /// Takes a saved draft.
  init(draft: JSON) {
    texts = (draft.object ?? [:]).compactMapValues(\.string)
  }

  /// What may be kept as a draft: everything but secrets, chosen files by their digests.
  func draft(_ info: ActionInfo) -> JSON {
    let open = Set(info.fields.filter { !$0.secret }.map(\.name))
    return .object(
      texts.filter { open.contains(FormInput.head(of: $0.key)) && !$0.value.isEmpty }
        .mapValues { .string($0) })
  }

  /// Shows more rows of a list.
  mutating func addRows(_ more: Int, of path: String, shown: Int) {
    rows[path] = min(shown + more, 1_000)
  }

  /// The numbers of the rows of a list in which something stands.
  func filledRows(of path: String) -> [Int] {
    let numbers = texts.keys.compactMap { key -> Int? in
      guard key.hasPrefix(path + ".") else { return nil }
      return Int(key.dropFirst(path.count + 1).prefix { $0 != "." })
    }
    return Set(numbers).sorted()
  }

  /// The keys of a field of texts in which something stands.
  func keys(of path: String) -> [String] {
    texts.keys.filter { $0.hasPrefix(path + ".") }.map { String($0.dropFirst(path.count + 1)) }
      .filter { !$0.hasPrefix("_") && !$0.contains(".") }.sorted()
  }

  /// Whether anything stands at a path or below it, but for remarks.
  func hasText(at path: String) -> Bool {
    texts.contains { key, text in
      (key == path || (key.hasPrefix(path + ".") && !key.contains("._"))) && !text.trimmed.isEmpty
    }
  }

  /// The members of a row that the form filled in by itself.
  func given(at path: String) -> Set<String> {
    Set((texts["\(path).\(Self.given)"] ?? "").split(separator: ",").map(String.init))
  }

  /// Whether a person filled anything into a row.
  func isFilled(_ path: String, _ members: [FieldInfo]) -> Bool {
    let given = given(at: path)
    return members.contains { !given.contains($0.name) && hasText(at: "\(path).\($0.name)") }
  }

  private static func head(of path: String) -> String { String(path.prefix { $0 != "." }) }
}

extension FieldShape {
  /// The shape without being optional.
  var unwrapped: FieldShape {
    if case .optional(let shape) = self { shape.unwrapped } else { self }
  }
}

extension String {
  /// The text without blanks and line ends around it.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
