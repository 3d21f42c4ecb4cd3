// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform
import Regulation

/// The form of an action, empty, filled in, or refused.
struct FormPage {
  /// The member that makes a repeated sending harmless.
  static let keyField = "_key"
  /// The member that says which button was pressed.
  static let doField = "_do"

  /// The request.
  let visit: Visit
  /// The action.
  let info: ActionInfo

  /// What is shown above and beside the fields.
  struct Notes {
    /// Why it was refused.
    var reasons: [Reason] = []
    /// The entry that records the refusal.
    var entry: Int?
    /// A sentence that is no refusal, such as that a draft was kept.
    var message: LocalText?
    /// Whether a draft can be loaded.
    var offersDraft = false
    /// What the records of a field are searched for, by field.
    var searches: [String: String] = [:]
  }

  /// The page.
  func response(
    _ input: FormInput, _ notes: Notes = Notes(), status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let guides = try await FormGuides(info, visit, input)
    let problems = Dictionary(grouping: notes.reasons) { $0.field ?? "" }
    let view = FieldView(
      visit: visit, choices: try await RecordChoices(info, visit, searches: notes.searches),
      input: input, problems: problems, guides: guides)
    let first = notes.reasons.isEmpty ? waiting(guides, input) : nil
    let shown = info.fields.filter { first == nil || $0.name == first }
    let names = Set(info.fields.map(\.name))
    let general = notes.reasons.filter { reason in
      !names.contains(String((reason.field ?? "").prefix { $0 != "." }))
    }
    let wrong = FormPage.inOrder(problems.keys.filter { !$0.isEmpty }, info.fields)
      .compactMap { path in label(of: path).map { wrongField(path, $0, problems[path] ?? []) } }
    let path = "/console/actions/\(info.name)"
    let model: [String: JSON] = [
      "path": .string(path), "key": .string(visit.console.token()),
      "fields": .array(shown.compactMap { view.model($0) }),
      "isFirstPart": .bool(first != nil),
      "takesFiles": .bool(info.fields.contains(where: FormPage.takesFiles)),
      "clauses": .string(visit.clauses(of: info).map(\.rawValue).joined(separator: " ")),
      "isRefused": .bool(!notes.reasons.isEmpty),
      "general": .array(general.map { ReasonView.model($0, visit) }),
      "wrongFields": .array(wrong),
      "entry": .string(notes.entry.map(String.init) ?? ""),
      "message": .string(notes.message.map(visit.say) ?? ""),
      "offersDraft": .bool(notes.offersDraft),
      "draftPath": .string(URLText.path(path, subjectQuery(input) + [("_draft", "1")])),
      "canSave": .bool(first == nil && info.fields.contains { !$0.secret }),
    ]
    return try await visit.page("form", title: info.label, model, status: status)
  }

  /// The field that must be chosen before the others can be shown; nil once anything else stands.
  private func waiting(_ guides: FormGuides, _ input: FormInput) -> String? {
    guard let first = guides.waitsFor else { return nil }
    let others = info.fields.filter { $0.name != first && $0.name != "step" }
    return others.contains { input.hasText(at: $0.name) } ? nil : first
  }

  /// What is shown of a wrong field above the form: where it stands, and what is wrong with it.
  private func wrongField(_ path: String, _ label: String, _ reasons: [Reason]) -> JSON {
    let sign = LocalText(zh: "；", en: "; ")
    let message = reasons.map { visit.say($0.message) }.joined(separator: visit.say(sign))
    return .object([
      "name": .string(path), "label": .string(label), "message": .string(message),
    ])
  }

  /// Paths in the order in which the form shows their fields.
  static func inOrder(_ paths: [String], _ fields: [FieldInfo]) -> [String] {
    func places(_ path: String) -> [Int] {
      var members = fields
      return path.split(separator: ".").map { part in
        if let number = Int(part) { return number }
        guard let index = members.firstIndex(where: { $0.name == part }) else { return Int.max }
        members = members[index].shape.structure?.members ?? []
        return index
      }
    }
    let placed = paths.map { (path: $0, places: places($0)) }
    return placed.sorted { one, other in
      one.places == other.places
        ? one.path < other.path : one.places.lexicographicallyPrecedes(other.places)
    }.map(\.path)
  }

  /// A wrong field's label with those of what it stands in.
  private func label(of path: String) -> String? {
    let parts = path.split(separator: ".").map(String.init)
    guard let field = info.fields.first(where: { $0.name == parts.first }) else { return nil }
    var label = visit.say(field.label)
    var members = field.shape.structure?.members ?? []
    for part in parts.dropFirst() {
      if let number = Int(part) {
        label += " " + visit.say(LocalText(zh: "第 \(number + 1) 项", en: "no. \(number + 1)"))
      } else if let member = members.first(where: { $0.name == part }) {
        label += " · " + visit.say(member.label)
        members = member.shape.structure?.members ?? []
      }
    }
    return label
  }

  /// Whether files are chosen in a field or in a member of it.
  private static func takesFiles(_ field: FieldInfo) -> Bool {
    (field.shape.unwrapped == .file && field.offer != .typed)
      || field.shape.structure?.members.contains(where: takesFiles) == true
  }

  /// What a draft is about: the record acted upon, or nothing.
  func subject(_ input: FormInput) -> String {
    guard let field = subjectField else { return "" }
    return String((input.texts[field.name] ?? "").prefix(64))
  }

  private func subjectQuery(_ input: FormInput) -> [(String, String)] {
    guard let field = subjectField, let text = input.texts[field.name], !text.isEmpty else {
      return []
    }
    return [(field.name, text)]
  }

  private var subjectField: FieldInfo? {
    info.on.flatMap { table in info.fields.first { $0.refersTo == table } }
  }
}
