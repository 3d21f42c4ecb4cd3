// SPDX-License-Identifier: Apache-2.0
package import Core
package import Hummingbird
package import Regulation

/// An error answer as RFC 9457 `application/problem+json`, with reasons.
package struct Problem: HTTPResponseError {
  /// The HTTP status.
  package let status: HTTPResponse.Status
  /// A short stable name of the kind of problem.
  package let kind: String
  /// What is wrong, one reason each.
  package let reasons: [Reason]
  /// The index of the entry that records the refusal.
  package let entry: Int?

  /// After how many seconds to try again, where that helps.
  package let retrySeconds: Int?

  /// Makes a problem.
  package init(
    _ status: HTTPResponse.Status, _ kind: String, reasons: [Reason] = [], entry: Int? = nil,
    retrySeconds: Int? = nil
  ) {
    self.status = status
    self.kind = kind
    self.reasons = reasons
    self.entry = entry
    self.retrySeconds = retrySeconds
  }

  /// Makes a problem of one reason.
  package init(
    _ status: HTTPResponse.Status, _ code: String, zh: String, en: String, field: String? = nil
  ) {
    self.init(status, code, reasons: [Reason(code, zh: zh, en: en, field: field)])
  }

  /// Nobody is signed in.
  package static let notSignedIn = Problem(
    .unauthorized, "session.missing", zh: "请先登录", en: "sign in first")
  /// Too many attempts to sign in failed, or too many wait.
  package static func wait(seconds: Int) -> Problem {
    Problem(
      .tooManyRequests, "session.wait",
      reasons: [
        Reason(
          "session.wait", zh: "登录尝试过多，请 \(seconds) 秒后再试",
          en: "too many attempts to sign in; try again in \(seconds) s")
      ], retrySeconds: seconds)
  }
  /// The platform has as much to do as it takes.
  package static let busy = Problem(
    .serviceUnavailable, "busy",
    reasons: [Reason("busy", zh: "系统繁忙，请稍后再试", en: "busy; try again in a moment")],
    retrySeconds: 1)
  /// The disk is full: nothing was recorded.
  package static let full = Problem(
    HTTPResponse.Status(code: 507), "disk.full",
    reasons: [
      Reason(
        "disk.full", zh: "服务器磁盘已满，本次操作未生效，请联系系统管理员腾出空间后重试",
        en: "the server's disk is full and nothing was recorded; ask the system administrator to "
          + "make room, then try again")
    ], retrySeconds: 60)
  /// There is no such thing, or not for this caller.
  package static let notFound = Problem(
    .notFound, "not.found", zh: "不存在，或当前账号看不到", en: "there is no such thing for this account")
  /// The body is larger than allowed.
  package static let tooLarge = Problem(
    .contentTooLarge, "body.tooLarge", zh: "请求过大", en: "the request body is too large")

  /// The document in JSON.
  package func document(requestID: String) -> JSON {
    var members: [String: JSON] = [
      "type": .string("about:blank"),
      "title": .string(kind),
      "status": .int(Int64(status.code)),
      "instance": .string(requestID),
      "reasons": .array(reasons.map(Problem.json)),
    ]
    if let first = reasons.first { members["detail"] = .string(first.message.zh) }
    if let entry { members["entry"] = .int(Int64(entry)) }
    return .object(members)
  }

  private static func json(_ reason: Reason) -> JSON {
    var members: [String: JSON] = [
      "code": .string(reason.code),
      "clauses": .array(reason.clauses.map { .string($0.rawValue) }),
      "message": .object([
        "zh": .string(reason.message.zh), "en": .string(reason.message.en),
      ]),
    ]
    if let field = reason.field { members["field"] = .string(field) }
    if let notes = reason.notes { members["notes"] = .array(notes.map { .string($0) }) }
    return .object(members)
  }

  /// The HTTP answer.
  package func response(from request: Request, context: some RequestContext) throws -> Response {
    var response = JSONAnswer(document(requestID: context.id), status: status).response()
    response.headers[.contentType] = "application/problem+json; charset=utf-8"
    if let retrySeconds { response.headers[.retryAfter] = String(retrySeconds) }
    if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
    return response
  }
}
