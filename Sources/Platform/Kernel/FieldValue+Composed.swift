// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

extension Array: FieldValue where Element: FieldValue {
  /// A list.
  package static var shape: FieldShape { .list(Element.shape) }

  /// Reads a list; a form's text is taken line by line.
  package static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem> {
    let range = bounds.length(most: 1_000)
    guard let json, json != .null else {
      return range.lowerBound == 0 ? .success([]) : .failure(.missing)
    }
    let items: [JSON]
    if let array = json.array {
      items = array
    } else if let text = json.string {
      items = text.split(whereSeparator: \.isNewline).map { .string(String($0)) }
    } else {
      return .failure(.type(LocalText(zh: "列表", en: "a list")))
    }
    guard range.contains(Int64(items.count)) else {
      return .failure(items.isEmpty ? .missing : .bounds(range))
    }
    var values: [Element] = []
    for item in items {
      switch Element.read(item, .standard) {
      case .success(let value): values.append(value)
      case .failure(let problem): return .failure(problem)
      }
    }
    return .success(values)
  }
}

/// Texts by key, such as the sections of a call or the seven fields of a catalogue entry.
package struct KeyedTexts: FieldValue, Hashable, Codable {
  /// The texts by key.
  package let values: [String: String]

  /// Takes the texts.
  package init(_ values: [String: String]) {
    self.values = values
  }

  /// Decodes a plain object.
  package init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([String: String].self)
  }

  /// Encodes a plain object.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }

  /// The text of a key, nil when missing or blank.
  package subscript(key: String) -> String? {
    guard let text = values[key], text.contains(where: { !$0.isWhitespace }) else { return nil }
    return text
  }

  /// Texts by key.
  package static var shape: FieldShape { .texts }

  /// Reads an object of texts; a form's lines `key: text` are accepted.
  package static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem> {
    guard let json, json != .null else { return .failure(.missing) }
    let expected = LocalText(zh: "键与文本", en: "an object of texts")
    var members: [String: JSON] = [:]
    if let object = json.object {
      members = object
    } else if let text = json.string {
      for line in text.split(whereSeparator: \.isNewline) {
        guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else {
          return .failure(.type(expected))
        }
        let value = line[line.index(after: colon)...].drop(while: \.isWhitespace)
        members[String(line[..<colon])] = .string(String(value))
      }
    } else {
      return .failure(.type(expected))
    }
    guard members.count <= 64 else { return .failure(.bounds(0...64)) }
    var values: [String: String] = [:]
    for (key, value) in members {
      guard key.utf8.count <= 64, let text = value.string else { return .failure(.type(expected)) }
      guard text.utf8.count <= 8_000 else { return .failure(.bounds(0...8_000)) }
      values[key] = text
    }
    return .success(KeyedTexts(values))
  }
}

/// A closed choice, such as a mode or a conclusion.
package protocol ChoiceValue: FieldValue, RawRepresentable, CaseIterable, Codable, Hashable
where RawValue == String {
  /// The words of one choice in both languages.
  var label: LocalText { get }
}

extension ChoiceValue {
  /// One of the cases.
  package static var shape: FieldShape {
    .choice(allCases.map { FieldChoice($0.rawValue, $0.label) })
  }

  /// Reads one of the cases.
  package static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem> {
    guard let json, json != .null, json.string != "" else { return .failure(.missing) }
    guard let value = json.string.flatMap(Self.init(rawValue:)) else {
      let choices = allCases.map(\.rawValue).joined(separator: " | ")
      return .failure(.type(LocalText(zh: choices, en: choices)))
    }
    return .success(value)
  }
}

/// A structured value with a shape of its own; unknown members are refused by its decoder.
package protocol StructuredValue: FieldValue, Codable {
  /// An example in JSON, shown in forms and descriptions.
  static var example: String { get }
  /// Its members as a form asks for them, in order; none where only programs write it.
  static var members: [FieldInfo] { get }
  /// What is wrong with a decoded value, nil when nothing is.
  func problem() -> FieldProblem?
}

extension StructuredValue {
  /// A structure.
  package static var shape: FieldShape {
    .structure(StructureShape(example: example, members: members))
  }

  /// No form of its own unless said otherwise.
  package static var members: [FieldInfo] { [] }

  /// Nothing wrong unless said otherwise.
  package func problem() -> FieldProblem? { nil }

  /// Reads the structure; a form's text is parsed as JSON.
  package static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem> {
    guard var json, json != .null, json.string != "" else { return .failure(.missing) }
    let expected = FieldProblem.type(LocalText(zh: "如 \(example)", en: "like \(example)"))
    do {
      if let text = json.string { json = try JSON.parse(Array(text.utf8)) }
      let value = try json.decode(Self.self)
      if let problem = value.problem() { return .failure(problem) }
      return .success(value)
    } catch {
      return .failure(expected)
    }
  }
}

extension Capacity: FieldValue {
  /// One of the capacities that an account can hold.
  package static var shape: FieldShape {
    .choice(allCases.filter { $0 != .system }.map { FieldChoice($0.rawValue, $0.label) })
  }

  /// Reads a capacity; the platform's own is refused.
  package static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem> {
    guard let json, json != .null, json.string != "" else { return .failure(.missing) }
    guard let value = json.string.flatMap(Capacity.init(rawValue:)), value != .system else {
      return .failure(.type(LocalText(zh: "身份", en: "a capacity")))
    }
    return .success(value)
  }
}
