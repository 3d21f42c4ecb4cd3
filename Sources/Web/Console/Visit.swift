// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform
import Regulation

/// One request to the console: who asks for what, in which language.
struct Visit {
  /// What all pages share.
  let console: Console
  /// The request.
  let request: Request
  /// The request's context.
  let context: WebContext
  /// The query, read.
  let query: FormBody
  /// The language of the answer.
  let language: Language
  /// The secret to which the tokens of forms are bound.
  let secret: String

  /// Reads what every page needs of a request.
  init(_ console: Console, _ request: Request, _ context: WebContext) {
    self.console = console
    self.request = request
    self.context = context
    query = Visit.query(of: request)
    language = Visit.language(query, request)
    let session = context.actor == nil ? nil : context.token
    secret = session ?? ConsoleCookie.form.value(in: request) ?? console.token()
  }

  /// Who asks; throws when nobody is signed in.
  var actor: Actor {
    get throws {
      guard let actor = context.actor else { throw Problem.notSignedIn }
      return actor
    }
  }

  /// The text in the language of the answer.
  func say(_ text: LocalText) -> String { text[language] }

  /// The clauses that an action serves in the place of whoever asks.
  func clauses(of info: ActionInfo) -> [ClauseID] {
    guard let place = context.actor?.place else { return info.clauses }
    return console.platform.coverage.cited(info.clauses, by: info.name, in: place)
  }

  /// The path and query as asked for.
  var address: String { request.uri.string }

  /// The token for forms of this answer.
  var formToken: String { console.guardian.token(for: secret) }

  /// Throws unless a form was made for this session.
  func check(_ form: FormBody) throws {
    guard console.guardian.accepts(form[FormGuard.field], for: secret) else {
      throw Problem.forgedForm
    }
  }

  /// A page in the frame of the console.
  func page(
    _ template: String, title: LocalText, _ model: [String: JSON],
    status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let frame = try await PageFrame.model(for: self, title: say(title))
    let merged = frame.merging(model) { _, own in own }
    return PageResponse.html(
      try console.templates.render(.object(merged), with: template), status: status)
  }

  private static func query(of request: Request) -> FormBody {
    do { return try FormBody((request.uri.query ?? "").utf8) } catch { return FormBody() }
  }

  private static func language(_ query: FormBody, _ request: Request) -> Language {
    let asked = query["lang"] ?? ConsoleCookie.language.value(in: request)
    return asked.flatMap(Language.init(rawValue:)) ?? .zh
  }
}

extension Problem {
  /// A form that was not made for this session.
  static let forgedForm = Problem(
    .forbidden, "form.token", zh: "表单已失效，请返回后刷新页面再提交",
    en: "this form is out of date; go back, reload and send it again")
}
