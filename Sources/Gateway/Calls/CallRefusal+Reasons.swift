// SPDX-License-Identifier: Apache-2.0
import Regulation

extension CallRefusal {
  /// No key, or none that anybody knows.
  static let unauthenticated = CallRefusal(
    .unauthenticated, "key.invalid", zh: "缺少密钥或密钥无效，请在 Authorization 或 X-Api-Key 中提供",
    en: "there is no valid key; give one in Authorization or X-Api-Key")
  /// The address names something else than the key is for.
  static let otherProduct = CallRefusal(
    .notFound, "product.unknown", zh: "没有该产品或版本，或密钥不属于它",
    en: "there is no such product or version for this key")
  /// The key's bucket is empty.
  static let tooMany = CallRefusal(
    .tooMany, "rate.exceeded", zh: "调用过于频繁，请稍后再试", en: "too many calls; come back later")
  /// The day's answers are used up.
  static let dayUsedUp = CallRefusal(
    .tooMany, "limit.day", zh: "今日可答复次数已用完", en: "the answers of this day are used up")
  /// The day's answers about this subject are used up.
  static let subjectUsedUp = CallRefusal(
    .tooMany, "limit.subject", zh: "今日就该主体可答复次数已用完",
    en: "the answers about this subject of this day are used up")
  /// The request id has another form.
  static let requestID = CallRefusal(
    .unprocessable, "request.id", zh: "X-Request-Id 须为 1 至 128 个字母、数字或 -_.:",
    en: "X-Request-Id has 1 to 128 letters, digits and -_.:", field: "X-Request-Id")
  /// The request id was used before.
  static let mismatch = CallRefusal(
    .conflict, "request.mismatch", zh: "同一 X-Request-Id 已用于另一查询",
    en: "this X-Request-Id was used for another query", field: "X-Request-Id")
  /// The request was answered and its answer repeated as often as is allowed.
  static let replaysUsedUp = CallRefusal(
    .tooMany, "request.usedUp", zh: "该 X-Request-Id 的答复已重发至上限，请换用新的编号",
    en: "the answer to this X-Request-Id was repeated as often as is allowed; use another id",
    field: "X-Request-Id")
  /// No more requests are remembered for this key today.
  static let requestsFull = CallRefusal(
    .tooMany, "request.full", zh: "今日可记住的 X-Request-Id 已满，可不带编号调用",
    en: "no more X-Request-Id can be remembered today; call without one", field: "X-Request-Id")
  /// The answer is another one by now.
  static let answerChanged = CallRefusal(
    .conflict, "request.changed", zh: "答复内容已更新，无法重发原答复，请换用新的编号",
    en: "the answer has changed and cannot be repeated; use another X-Request-Id",
    field: "X-Request-Id")
  /// Nothing in the reviewed domain.
  static let outsideDomain = CallRefusal(
    .notFound, "product.outsideDomain", zh: "参数取值不在已审核的范围内",
    en: "the values are not within the reviewed domain")
  /// The product's file is missing or not what was reviewed.
  static let file = CallRefusal(
    .unavailable, "product.unavailable", zh: "产品暂不可用，已通知平台", en: "the product is not available")
  /// The form is not served by calls.
  static let form = CallRefusal(
    .unprocessable, "product.form", zh: "该产品不以接口方式提供", en: "this product is not called")
  /// The platform cannot record or look up.
  static let fault = CallRefusal(
    .unavailable, "gateway.unavailable", zh: "平台暂时无法答复，请稍后再试",
    en: "the platform cannot answer at present")

  /// Too many or too long parameters.
  static let parametersBound = CallRefusal(
    .unprocessable, "parameters.bound", zh: "参数至多 32 个，名与值各不超过 1000 字节",
    en: "there are at most 32 parameters, each name and value of at most 1,000 bytes")

  /// A parameter that is unknown, given twice or missing.
  static func parameter(_ problem: ParameterProblem, _ name: String) -> CallRefusal {
    switch problem {
    case .unknown:
      CallRefusal(
        .unprocessable, "parameters.unknown", zh: "没有这一参数", en: "there is no such parameter",
        field: name)
    case .repeated:
      CallRefusal(
        .unprocessable, "parameters.repeated", zh: "参数只能给一个值",
        en: "a parameter has one value", field: name)
    case .missing:
      CallRefusal(
        .unprocessable, "parameters.missing", zh: "缺少参数", en: "a parameter is missing",
        field: name)
    }
  }

  /// The same whether the subject is unknown or has given no authorisation.
  static func subject(_ clauses: [ClauseID]) -> CallRefusal {
    CallRefusal(
      .forbidden, "subject.unavailable", clauses: clauses, zh: "没有该主体的有效授权，或没有其数据",
      en: "there is no valid authorisation of this subject, or no data about it")
  }

  /// What is wrong with a parameter.
  enum ParameterProblem {
    case unknown
    case repeated
    case missing
  }
}
