// SPDX-License-Identifier: Apache-2.0
import Core
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
    routes.post("/console/actions/{name}") { visit, form in try await take(visit, form) }
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

  private func take(_ visit: Visit, _ form: FormBody) async throws -> Response {
    let (page, actor) = try page(visit)
    let input = FormInput(form, page.info)
    switch form[FormPage.doField] {
    case "draft": return try await keep(true, input, page, actor)
    case "discard": return try await keep(false, input, page, actor)
    default: return try await send(form, input, page, actor)
    }
  }

  private func keep(
    _ isKept: Bool, _ input: FormInput, _ page: FormPage, _ actor: Actor
  ) async throws -> Response {
    let draft = isKept ? input.draft(page.info) : JSON?.none
    try await console.platform.saveDraft(
      draft, of: actor, action: page.info.name, subject: page.subject(input))
    let message =
      isKept
      ? LocalText(zh: "草稿已保存（口令不保存）", en: "The draft is kept, without any password")
      : LocalText(zh: "草稿已删除", en: "The draft is deleted")
    return try await page.response(input, FormPage.Notes(message: message))
  }

  private func send(
    _ form: FormBody, _ input: FormInput, _ page: FormPage, _ actor: Actor
  ) async throws -> Response {
    let key = form[FormPage.keyField] ?? ""
    guard (16...WebLimits.idempotencyKeyMax).contains(key.utf8.count) else {
      throw Problem.forgedForm
    }
    let answer = try await console.platform.submit(
      Submission(
        name: page.info.name, account: actor.account, input: input.json(page.info),
        idempotencyKey: key, token: page.visit.context.token))
    switch answer {
    case .allowed(let receipt, let result):
      try await console.platform.saveDraft(
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

  /// The form again, with what was filled in and a new key.
  private func refuse(
    _ reasons: [Reason], _ receipt: Receipt?, _ status: HTTPResponse.Status, _ input: FormInput,
    _ page: FormPage
  ) async throws -> Response {
    try await page.response(
      input, FormPage.Notes(reasons: reasons, entry: receipt?.entry), status: status)
  }
}
