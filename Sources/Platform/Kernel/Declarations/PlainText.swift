// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// What people write must be there to be seen: no text of blanks alone, and no characters that
/// nobody sees, by which one name can pass for another.
///
/// The reports of the platform's own parts are not held to it: they say what they found.
enum PlainText {
  /// What is wrong with the texts of a field's value as it was sent, nil when nothing is.
  static func problem(_ json: JSON?, _ field: FieldInfo) -> FieldProblem? {
    guard let sent = json, !field.secret else { return nil }
    let json = opened(sent, field.shape)
    return hidden(in: json) ?? blank(json, field.shape)
  }

  /// The value with what a form sends as one text taken apart, as the field's type reads it.
  private static func opened(_ json: JSON, _ shape: FieldShape) -> JSON {
    switch (shape, json) {
    case (.optional(let wrapped), _): return opened(json, wrapped)
    case (.list(let element), .array(let items)):
      return .array(items.map { opened($0, element) })
    case (.list(let element), .string(let text)):
      let lines = text.split(whereSeparator: \.isNewline)
      return .array(lines.map { opened(.string(String($0)), element) })
    case (.structure, .string(let text)):
      do { return try JSON.parse(Array(text.utf8)) } catch { return json }
    case (.text, _), (.list, _), (.structure, _), (.integer, _), (.boolean, _), (.day, _),
      (.money, _), (.id, _), (.choice, _), (.texts, _), (.file, _):
      return json
    }
  }

  /// Hidden characters in any text, and in any name of a member.
  private static func hidden(in json: JSON) -> FieldProblem? {
    switch json {
    case .string(let text):
      return HiddenCharacter.first(in: text).map { .hidden($0) }
    case .array(let items):
      return items.lazy.compactMap { hidden(in: $0) }.first
    case .object(let members):
      return members.sorted { $0.key < $1.key }.lazy.compactMap { name, value in
        HiddenCharacter.first(in: name).map { .hidden($0) } ?? hidden(in: value)
      }.first
    case .null, .bool, .int: return nil
    }
  }

  /// A text of blanks alone where a text is asked for; an empty one is told as missing.
  private static func blank(_ json: JSON, _ shape: FieldShape) -> FieldProblem? {
    switch (shape, json) {
    case (.text, .string(let text)):
      return HiddenCharacter.isInvisible(text) ? .blank : nil
    case (.optional(let wrapped), _):
      return blank(json, wrapped)
    case (.list(let element), .array(let items)):
      return items.lazy.compactMap { blank($0, element) }.first
    case (.structure(let structure), .object(let members)):
      return structure.members.lazy.compactMap { member in
        members[member.name].flatMap { blank($0, member.shape) }
      }.first
    case (.text, _), (.list, _), (.structure, _), (.integer, _), (.boolean, _), (.day, _),
      (.money, _), (.id, _), (.choice, _), (.texts, _), (.file, _):
      return nil
    }
  }
}

extension FieldProblem {
  /// The text shows nothing.
  package static let blank = FieldProblem(
    "field.blank", zh: "只有空格等看不见的字符，请填写内容，不需要的请留空",
    en: "has nothing but blanks; write something, or leave it empty where it is not needed")

  /// The text has a character that nobody sees, such as one that turns its direction round.
  package static func hidden(_ scalar: Unicode.Scalar) -> FieldProblem {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(4 - digits.count, 0)) + digits
    return FieldProblem(
      "field.hidden", zh: "含有看不见的字符（\(code)），请删去或重新输入",
      en: "contains a character that nobody sees (\(code)); delete it or type the text anew")
  }
}
