// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// One field of an action's form as a model of the template `field`.
struct FieldView {
  /// Texts longer than this are written in several lines.
  static let lineMax: Int64 = 200

  /// The request.
  let visit: Visit
  /// Records to choose from, by table.
  let choices: RecordChoices
  /// What was filled in.
  let input: FormInput
  /// What is wrong, by field.
  let problems: [String: [Reason]]

  /// The model of a field.
  func model(_ field: FieldInfo) -> JSON {
    let value = field.secret ? "" : input.texts[field.name] ?? ""
    let reasons = problems[field.name] ?? []
    var model = blank
    model["name"] = .string(field.name)
    model["label"] = .string(visit.say(field.label))
    model["isRequired"] = .bool(isRequired(field))
    model["value"] = .string(value)
    let hint = isChosen(field) ? "" : hint(field)
    let described = [
      hint.isEmpty ? nil : "hint-\(field.name)", reasons.isEmpty ? nil : "problem-\(field.name)",
    ].compactMap { $0 }
    model["hint"] = .string(hint)
    model["isDescribed"] = .bool(!described.isEmpty)
    model["describedBy"] = .string(described.joined(separator: " "))
    model["problems"] = .array(reasons.map { ReasonView.model($0, visit) })
    model["isWrong"] = .bool(!reasons.isEmpty)
    model["wantsFile"] = .bool(FieldView.wantsFile(field))
    return .object(model.merging(control(field, value)) { _, new in new })
  }

  /// Whether a field takes a file's digest or id.
  static func wantsFile(_ field: FieldInfo) -> Bool {
    let name = field.name
    return name.hasSuffix("igest") || name.hasSuffix("igests") || name.hasSuffix("pload")
      || field.refersTo == "upload"
  }

  /// Whether an id is chosen from all records that there are.
  private func isChosen(_ field: FieldInfo) -> Bool {
    if field.list != nil { return true }
    guard field.shape.unwrapped == .id, let table = field.refersTo else { return false }
    return choices.byTable[table]?.isComplete ?? false
  }

  private var blank: [String: JSON] {
    [
      "isLine": false, "isArea": false, "isChoice": false, "isSeveral": false, "isSecret": false,
      "type": "text", "mode": "", "options": [], "hasSuggestions": false, "suggestions": [],
      "rows": "4",
    ]
  }

  /// What the field is filled in with.
  private func control(_ field: FieldInfo, _ value: String) -> [String: JSON] {
    if field.secret { return ["isSecret": true] }
    if let list = field.list { return choice(listed(list), value) }
    switch field.shape.unwrapped {
    case .text:
      let isLong = field.bounds.length(most: 4_000).upperBound > Self.lineMax
      return isLong ? ["isArea": true] : ["isLine": true]
    case .integer: return ["isLine": true, "mode": "numeric"]
    case .money: return ["isLine": true, "mode": "decimal"]
    case .day: return ["isLine": true, "type": "date"]
    case .boolean:
      return choice(
        [("true", visit.valueText.yesNo(true)), ("false", visit.valueText.yesNo(false))], value)
    case .choice(let choices): return choice(choices.map { ($0.code, words($0)) }, value)
    case .id: return record(field, value)
    case .list(let element): return list(element, field, value)
    case .texts, .structure: return ["isArea": true, "rows": "8"]
    case .optional: return ["isLine": true]
    }
  }

  /// The names of a list of the place's rules with their words, as far as the actor may use them.
  private func listed(_ list: ProfileList) -> [(String, String)] {
    guard let actor = visit.context.actor,
      let profile = visit.console.platform.profiles[actor.place]
    else { return [] }
    return switch list {
    case .duties:
      profile.duties.filter { $0.by.contains(where: actor.holds) }.map {
        ($0.id, visit.say($0.label))
      }
    }
  }

  private func choice(_ options: [(String, String)], _ value: String) -> [String: JSON] {
    ["isChoice": true, "options": self.options(options, chosen: [value])]
  }

  /// A select of the records that the actor may see, or a line with suggestions when they are many.
  private func record(_ field: FieldInfo, _ value: String) -> [String: JSON] {
    guard let found = field.refersTo.flatMap({ choices.byTable[$0] }) else {
      return ["isLine": true]
    }
    var options = found.options
    if found.isComplete {
      if !value.isEmpty, !options.contains(where: { $0.0 == value }) {
        let end = RecordID(value).map { visit.valueText.unnamed($0) }
        options.append((value, end ?? value))
      }
      return choice(options, value)
    }
    return [
      "isLine": true, "hasSuggestions": true, "suggestions": self.options(options, chosen: []),
    ]
  }

  private func list(
    _ element: FieldShape, _ field: FieldInfo, _ value: String
  ) -> [String: JSON] {
    let chosen = Set(value.split(whereSeparator: \.isNewline).map(String.init))
    switch element {
    case .choice(let choices):
      return [
        "isSeveral": true,
        "options": options(choices.map { ($0.code, words($0)) }, chosen: chosen),
      ]
    case .id:
      guard let found = field.refersTo.flatMap({ choices.byTable[$0] }), found.isComplete else {
        return ["isArea": true]
      }
      return ["isSeveral": true, "options": options(found.options, chosen: chosen)]
    case .text, .integer, .boolean, .day, .money, .list, .texts, .structure, .optional:
      return ["isArea": true]
    }
  }

  private func options(_ options: [(String, String)], chosen: Set<String>) -> JSON {
    .array(
      options.map { value, label in
        .object([
          "value": .string(value), "label": .string(label),
          "isChosen": .bool(chosen.contains(value)),
        ])
      })
  }

  /// The words of a choice: those of its declaration, but the place's own for a capacity.
  private func words(_ choice: FieldChoice) -> String {
    let isCapacity = Capacity(rawValue: choice.code)?.label == choice.label
    return isCapacity ? visit.valueText.text(choice.code, in: nil) : visit.say(choice.label)
  }
}
