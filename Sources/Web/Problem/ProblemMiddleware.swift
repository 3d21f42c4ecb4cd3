// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Logging
import Metrics
import NIOCore
import NIOHTTP1
import Platform

/// The one place that maps errors to answers. What it does not know is a bare 500.
struct ProblemMiddleware: RouterMiddleware {
  typealias Context = WebContext

  /// Where callers that hung up are counted.
  let metrics: PrometheusRegistry

  func handle(
    _ request: Request, context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let problem as Problem {
      return try problem.response(from: request, context: context)
    } catch let problem as ListingProblem {
      return try Problem(problem).response(from: request, context: context)
    } catch is PlatformBusy {
      return try Problem.busy.response(from: request, context: context)
    } catch is PlatformFull {
      context.logger.error("the disk is full", metadata: ["path": "\(request.uri.path)"])
      return try Problem.full.response(from: request, context: context)
    } catch let error as any HTTPResponseError {
      return try Problem(error.status).response(from: request, context: context)
    } catch let error where CallerGone.explains(error) {
      context.logger.debug("the caller hung up", metadata: ["kind": "\(type(of: error))"])
      Counter(label: "shuyu_http_hangups_total", dimensions: [], factory: metrics).increment()
      return try Problem(HTTPResponse.Status.badRequest).response(from: request, context: context)
    } catch {
      context.logger.error(
        "request failed",
        metadata: ["path": "\(request.uri.path)", "kind": "\(type(of: error))"])
      return try Problem(
        .internalServerError, "internal", zh: "系统内部错误，请凭编号联系管理员",
        en: "internal error; give the administrator the instance id"
      ).response(from: request, context: context)
    }
  }
}

extension Problem {
  /// A listing's problem as an answer.
  init(_ problem: ListingProblem) {
    switch problem {
    case .notAllowed:
      self.init(
        .forbidden, "capacity.missing", zh: "当前账号的身份不能查看", en: "this account may not list these")
    case .unknownColumn(let name):
      self.init(
        .badRequest, "listing.column", zh: "没有可筛选或排序的这一列",
        en: "no such column to filter or sort by",
        field: String(name.prefix(64)))
    case .badCursor:
      self.init(
        .badRequest, "listing.cursor", zh: "翻页标记无效，请从第一页开始",
        en: "the cursor is invalid; start over",
        field: "cursor")
    }
  }

  /// The framework's own errors.
  init(_ status: HTTPResponse.Status) {
    switch status {
    case .contentTooLarge: self = .tooLarge
    case .notFound: self = .notFound
    default:
      self.init(status, "http.\(status.code)", zh: "请求无法处理", en: "the request cannot be handled")
    }
  }
}

/// Errors that say no more than that a caller went away in the middle of its request.
enum CallerGone {
  /// Whether an error is of these: the body broke off, the channel closed, the connection reset.
  static func explains(_ error: any Error) -> Bool {
    error is HTTPParserError || error is ChannelError || error is IOError
  }
}
