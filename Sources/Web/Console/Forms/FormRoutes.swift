// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Hummingbird
import Platform
import Regulation

/// Forms of all declared actions, and what is sent from them.
struct FormRoutes {
  /// What all pages share.
  let console: Console

  /// Adds the routes.
  func add(to routes: ConsoleGroup) {
    routes.get("/console/actions/{name}") { visit in try await show(visit) }
    routes.postForm("/console/actions/{name}") { visit, form, problems in
      try await take(visit, form, problems)
    }
  }

  /// The action of the path that the actor may do.
  private func page(_ visit: Visit) throws -> (FormPage, Actor) {
    let actor = try visit.actor
    let name = try visit.context.parameters.require("name")
    guard let info = console.platform.registry.actions[name]?.info, !info.isSystem else {
      throw Problem.notFound
    }
    guard !info.capacities.isDisjoint(with: actor.capacities) else {
      throw Problem(
        .forbidden, "capacity.missing", zh: "当前账号的身份不能办理此事项",
        en: "this account may not do this")
    }
    return (FormPage(visit: visit, info: info), actor)
  }

  private func show(_ visit: Visit) async throws -> Response {
    let (page, actor) = try page(visit)
    let input = FormInput(visit.query, page.info)
    let draft = try await console.platform.draft(
      of: actor, action: page.info.name, subject: page.subject(input))
    guard let draft else { return try await page.response(input) }
    switch visit.query["_draft"] {
    case "1": return try await page.response(FormInput(draft: draft))
    default: return try await page.response(input, FormPage.Notes(offersDraft: true))
    }
  }

  private func take(
    _ visit: Visit, _ form: FormBody, _ problems: [Reason]
  ) async throws -> Response {
    let (page, actor) = try page(visit)
    var input = FormInput(form, page.info)
    let wish = form[FormPage.doField] ?? ""
    let searches = FormRoutes.searches(form)
    switch wish {
    case "draft": return try await keep(true, input, problems, page, actor)
    case "discard": return try await keep(false, input, problems, page, actor)
    case "show", "find":
      return try await page.response(input, FormPage.Notes(reasons: problems, searches: searches))
    case _ where wish.hasPrefix("add:"):
      let path = String(wish.dropFirst(4))
      input.addRows(FieldView.rowsAdded, of: path, shown: input.rows[path] ?? 0)
      return try await page.response(input, FormPage.Notes(reasons: problems, searches: searches))
    default:
      let wrong = problems + input.problems(page.info)
      guard wrong.isEmpty else { return try await refuse(wrong, nil, .badRequest, input, page) }
      return try await send(form, input, page, actor)
    }
  }

  /// What the records of fields are searched for.
  private static func searches(_ form: FormBody) -> [String: String] {
    let pairs = form.names.filter { $0.hasPrefix(RecordChoices.findField) }.map { name in
      let words = (form[name] ?? "").trimmed
      return (String(name.dropFirst(RecordChoices.findField.count)), String(words.prefix(200)))
    }
    return Dictionary(pairs) { first, _ in first }
  }

  private func keep(
    _ isKept: Bool, _ input: FormInput, _ problems: [Reason], _ page: FormPage, _ actor: Actor
  ) async throws -> Response {
    let draft = isKept ? input.draft(page.info) : JSON?.none
    let keeping = try await console.platform.saveDraft(
      draft, of: actor, action: page.info.name, subject: page.subject(input))
    if let reason = keeping.reason {
      return try await refuse(problems + [reason], nil, .unprocessableContent, input, page)
    }
    let message =
      isKept
      ? LocalText(
        zh: "草稿已保存 \(DraftKeeping.days) 天（口令不保存；已上传的文件保留三天）",
        en: "The draft is kept for \(DraftKeeping.days) days, without any password; "
          + "uploaded files are kept for three days")
      : LocalText(zh: "草稿已删除", en: "The draft is deleted")
    return try await page.response(input, FormPage.Notes(reasons: problems, message: message))
  }

  private func send(
    _ form: FormBody, _ input: FormInput, _ page: FormPage, _ actor: Actor
  ) async throws -> Response {
    let key = form[FormPage.keyField] ?? ""
    guard (16...WebLimits.idempotencyKeyMax).contains(key.utf8.count) else {
      throw Problem.forgedForm
    }
    var answer = try await submit(input, key, page, actor)
    if case .malformed(let reasons) = answer,
      reasons.contains(where: { $0.code == "idempotency.mismatch" })
    {
      switch try await console.platform.answered(key: key, of: actor) {
      case .allowed(let receipt, let result):
        // The form was sent and done before; somebody went back, changed it and sent it again.
        return try await ReceiptPage(page.visit, page.info, isEarlier: true)
          .response(receipt, result)
      default:
        // It was refused before, and has been mended.
        let mended = SHA256.hash(Array(key.utf8) + input.json(page.info).canonical()).hex
        answer = try await submit(input, mended, page, actor)
      }
    }
    switch answer {
    case .allowed(let receipt, let result):
      _ = try await console.platform.saveDraft(
        nil, of: actor, action: page.info.name, subject: page.subject(input))
      return try await ReceiptPage(page.visit, page.info).response(receipt, result)
    case .refused(let receipt, let reasons):
      return try await refuse(reasons, receipt, .unprocessableContent, input, page)
    case .forbidden(let receipt, let reasons):
      return try await refuse(reasons, receipt, .forbidden, input, page)
    case .malformed(let reasons):
      return try await refuse(reasons, nil, .badRequest, input, page)
    case .unknownAction: throw Problem.notFound
    case .notSignedIn: throw Problem.notSignedIn
    }
  }

  private func submit(
    _ input: FormInput, _ key: String, _ page: FormPage, _ actor: Actor
  ) async throws -> Answer {
    try await console.platform.submit(
      Submission(
        name: page.info.name, account: actor.account, input: input.json(page.info),
        idempotencyKey: key, token: page.visit.context.token))
  }

  /// The form again, with what was filled in and a new key.
  private func refuse(
    _ reasons: [Reason], _ receipt: Receipt?, _ status: HTTPResponse.Status, _ input: FormInput,
    _ page: FormPage
  ) async throws -> Response {
    try await page.response(
      input, FormPage.Notes(reasons: reasons, entry: receipt?.entry), status: status)
  }
}
