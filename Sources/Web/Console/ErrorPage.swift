// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Regulation

/// A page that says, in both languages, why there is no other.
enum ErrorPage {
  /// The page of a problem, with the number of the request.
  static func response(_ problem: Problem, _ visit: Visit) async throws -> Response {
    let title = title(of: problem.status)
    let reasons = problem.reasons.map { reason in
      JSON.object([
        "chinese": .string(reason.message.zh), "english": .string(reason.message.en),
        "clauses": .string(reason.clauses.map(\.rawValue).joined(separator: " ")),
      ])
    }
    let model: [String: JSON] = [
      "status": .int(Int64(problem.status.code)), "chineseTitle": .string(title.zh),
      "englishTitle": .string(title.en), "reasons": .array(reasons),
      "requestID": .string(visit.context.id), "navigation": [],
    ]
    return try await visit.page("error", title: title, model, status: problem.status)
  }

  private static func title(of status: HTTPResponse.Status) -> LocalText {
    switch status {
    case .badRequest: LocalText(zh: "请求有误", en: "Something is wrong with the request")
    case .forbidden: LocalText(zh: "不能查看或办理", en: "Not allowed")
    case .notFound: LocalText(zh: "没有这一页", en: "Not found")
    case .contentTooLarge: LocalText(zh: "提交的内容过大", en: "Too large")
    case .internalServerError: LocalText(zh: "系统出错", en: "Something went wrong here")
    default: LocalText(zh: "无法处理", en: "This cannot be done")
    }
  }
}
