// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// One field of an action's form as a model of the template `field`.
struct FieldView {
  /// The request.
  let visit: Visit
  /// Records to choose from, by table.
  let choices: RecordChoices
  /// What was filled in.
  let input: FormInput
  /// What is wrong, by path.
  let problems: [String: [Reason]]
  /// What the rules and the records offer.
  let guides: FormGuides

  /// The model of a field; nil where it does not apply now.
  func model(_ field: FieldInfo) -> JSON? { model(field, at: field.name) }

  /// The model of a field or a member at a path; nil where it does not apply now.
  func model(_ field: FieldInfo, at path: String) -> JSON? {
    let guide = guides[path]
    if guide?.isShown == false, !input.hasText(at: path), problems[path] == nil { return nil }
    if isEmptyChoice(field, guide), !input.hasText(at: path), problems[path] == nil { return nil }
    let value = field.secret ? "" : input.texts[path] ?? ""
    var model = blank(path)
    model["label"] = .string(visit.say(field.label))
    model["isRequired"] = .bool(field.isRequired)
    model["value"] = .string(value)
    let control = control(field, value, at: path, guide)
    let isPlain = control["isGroup"] == nil && !isChosen(field, guide)
    model.merge(remarks(guide?.hint ?? (isPlain ? hint(field) : ""), at: path)) { $1 }
    model["wantsFile"] = .bool(FieldView.wantsFile(field))
    model.merge(control) { $1 }
    return .object(model)
  }

  /// A text that is a part of another field, such as a section of a plan.
  func part(_ item: FieldGuide.Item, at path: String) -> JSON {
    var model = blank(path)
    model["label"] = .string(item.label)
    model["isRequired"] = .bool(item.isRequired)
    model["value"] = .string(input.texts[path] ?? "")
    model["isArea"] = true
    model["rows"] = "3"
    model.merge(remarks(item.hint, at: path)) { $1 }
    return .object(model)
  }

  /// Whether a field takes a file's digest or id as a text.
  static func wantsFile(_ field: FieldInfo) -> Bool {
    guard field.shape.unwrapped != .file else { return false }
    let name = field.name
    return name.hasSuffix("igest") || name.hasSuffix("igests") || name.hasSuffix("pload")
      || field.refersTo == "upload"
  }

  /// Whether a field needs no remark, since all that there is can be chosen.
  private func isChosen(_ field: FieldInfo, _ guide: FieldGuide?) -> Bool {
    if guide?.choices != nil || field.list != nil { return true }
    guard field.shape.unwrapped == .id else { return false }
    return choices.table(of: field)?.isComplete ?? false
  }

  /// Whether a field may be left out and there is nothing to choose for it.
  private func isEmptyChoice(_ field: FieldInfo, _ guide: FieldGuide?) -> Bool {
    guard !field.isRequired else { return false }
    if let offered = guide?.choices { return offered.isEmpty }
    let found = choices.table(of: field)
    return field.shape.unwrapped == .id && found?.options.isEmpty == true
      && found?.isComplete == true
  }

  /// What is said of the field: a remark, and what is wrong.
  func remarks(_ hint: String, at path: String) -> [String: JSON] {
    let reasons = problems[path] ?? []
    let described = [
      hint.isEmpty ? nil : "hint-\(path)", reasons.isEmpty ? nil : "problem-\(path)",
    ].compactMap { $0 }
    return [
      "hint": .string(hint), "isDescribed": .bool(!described.isEmpty),
      "describedBy": .string(described.joined(separator: " ")),
      "problems": .array(reasons.map { ReasonView.model($0, visit) }),
      "isWrong": .bool(!reasons.isEmpty),
    ]
  }

  /// All members of a model, so that none is taken from what surrounds it.
  func blank(_ path: String) -> [String: JSON] {
    [
      "name": .string(path), "label": "", "isRequired": false, "value": "", "hint": "",
      "isDescribed": false, "describedBy": "", "problems": [], "isWrong": false,
      "wantsFile": false, "isLine": false, "isArea": false, "isChoice": false, "isSeveral": false,
      "isSecret": false, "isFile": false, "isGroup": false, "isControl": true, "fileName": "",
      "type": "text", "mode": "", "options": [], "hasSuggestions": false, "suggestions": [],
      "rows": "4", "parts": [], "more": "", "rowCount": "", "find": "",
    ]
  }

  /// What the field is filled in with.
  private func control(
    _ field: FieldInfo, _ value: String, at path: String, _ guide: FieldGuide?
  ) -> [String: JSON] {
    if field.secret { return ["isSecret": true] }
    if let list = field.list { return choice(listed(list), value) }
    if value.isEmpty, let group = group(field, at: path, guide) { return group }
    switch field.shape.unwrapped {
    case .text:
      if let offered = guide?.choices { return choice(offered, value, isOpen: true) }
      let isLong = field.bounds.length(most: 4_000).upperBound > FieldBounds.lineMax
      return isLong ? ["isArea": true] : ["isLine": true]
    case .integer:
      if let offered = guide?.choices { return choice(offered, value, isOpen: true) }
      return ["isLine": true, "mode": "numeric"]
    case .money: return ["isLine": true, "mode": "decimal"]
    case .day: return ["isLine": true, "type": "date"]
    case .boolean:
      return choice(
        [("true", visit.valueText.yesNo(true)), ("false", visit.valueText.yesNo(false))], value)
    case .choice(let declared):
      return choice(guide?.choices ?? declared.map { ($0.code, words($0)) }, value)
    case .id:
      return guide?.choices.map { choice($0, value, isOpen: true) } ?? record(field, value, path)
    case .list(let element): return list(element, field, value, at: path, guide)
    case .file where field.offer == .typed: return ["isLine": true]
    case .file:
      let name = input.texts["\(path).\(FormInput.fileName)"] ?? ""
      return ["isFile": true, "fileName": .string(name)]
    case .texts, .structure: return ["isArea": true, "rows": "8"]
    case .optional: return ["isLine": true]
    }
  }

  /// The names of a list of the place's rules with their words, as far as the actor may use them.
  private func listed(_ list: ProfileList) -> [(String, String)] {
    guard let actor = visit.context.actor,
      let profile = visit.console.platform.profiles.ruling(actor.place)
    else { return [] }
    return switch list {
    case .duties:
      profile.duties.filter { $0.doneBy == nil && $0.by.contains(where: actor.holds) }.map {
        ($0.id, visit.say($0.label))
      }
    }
  }

  /// One of several; what was filled in and is not among them stays where the choice is open.
  private func choice(
    _ offered: [(String, String)], _ value: String, isOpen: Bool = false
  ) -> [String: JSON] {
    var offered = offered
    if isOpen, !value.isEmpty, !offered.contains(where: { $0.0 == value }) {
      offered.append((value, RecordID(value).map { visit.valueText.unnamed($0) } ?? value))
    }
    return ["isChoice": true, "options": options(offered, chosen: [value])]
  }

  /// A select of the records that the actor may see; of many, those that a search finds.
  private func record(_ field: FieldInfo, _ value: String, _ path: String) -> [String: JSON] {
    guard let found = choices.table(of: field) else { return ["isLine": true] }
    var model = choice(found.options, value, isOpen: true)
    if !found.isComplete { model["find"] = .string("_find.\(field.name)") }
    return model
  }

  private func list(
    _ element: FieldShape, _ field: FieldInfo, _ value: String, at path: String,
    _ guide: FieldGuide?
  ) -> [String: JSON] {
    let chosen = Set(value.split(whereSeparator: \.isNewline).map(String.init))
    if let offered = guide?.choices {
      return ["isSeveral": true, "isControl": false, "options": options(offered, chosen: chosen)]
    }
    switch element {
    case .choice(let declared):
      return [
        "isSeveral": true, "isControl": false,
        "options": options(declared.map { ($0.code, words($0)) }, chosen: chosen),
      ]
    case .id:
      guard let found = choices.table(of: field) else { return ["isArea": true] }
      var offered = found.options
      for id in chosen.sorted() where !offered.contains(where: { $0.0 == id }) {
        offered.append((id, RecordID(id).map { visit.valueText.unnamed($0) } ?? id))
      }
      var model: [String: JSON] = [
        "isSeveral": true, "isControl": false, "options": options(offered, chosen: chosen),
      ]
      if !found.isComplete { model["find"] = .string("_find.\(field.name)") }
      return model
    case .text, .integer, .boolean, .day, .money, .list, .texts, .file, .structure, .optional:
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
