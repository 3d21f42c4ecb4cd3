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
  }

  /// The page.
  func response(
    _ input: FormInput, _ notes: Notes = Notes(), status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let names = Set(info.fields.map(\.name))
    let general = notes.reasons.filter { !names.contains($0.field ?? "") }
    let problems = Dictionary(grouping: notes.reasons.filter { names.contains($0.field ?? "") }) {
      $0.field ?? ""
    }
    let fields = FieldView(
      visit: visit, choices: try await RecordChoices(info, visit), input: input,
      problems: problems)
    let path = "/console/actions/\(info.name)"
    let model: [String: JSON] = [
      "path": .string(path), "key": .string(visit.console.token()),
      "fields": .array(info.fields.map(fields.model)),
      "clauses": .string(visit.clauses(of: info).map(\.rawValue).joined(separator: " ")),
      "isRefused": .bool(!notes.reasons.isEmpty),
      "general": .array(general.map { ReasonView.model($0, visit) }),
      "wrongFields": .array(
        info.fields.filter { problems[$0.name] != nil }.map { field in
          .object(["name": .string(field.name), "label": .string(visit.say(field.label))])
        }),
      "entry": .string(notes.entry.map(String.init) ?? ""),
      "message": .string(notes.message.map(visit.say) ?? ""),
      "offersDraft": .bool(notes.offersDraft),
      "draftPath": .string(URLText.path(path, subjectQuery(input) + [("_draft", "1")])),
      "canSave": .bool(info.fields.contains { !$0.secret }),
    ]
    return try await visit.page("form", title: info.label, model, status: status)
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
