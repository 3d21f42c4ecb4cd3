// SPDX-License-Identifier: Apache-2.0
import Core
import Logging
import Platform
import Regulation

/// One kind of effect: it looks for pending work, does it, and reports.
package protocol DomainWorker: Sendable {
  /// The kind, for the log.
  var name: String { get }

  /// Does what is pending, piece by piece. A piece that fails does not stop the others.
  ///
  /// - Throws: `CancellationError` at shutdown; what was not reported is done anew.
  func round() async throws
}

extension DomainParts {
  /// Does pieces of work one after the other.
  ///
  /// `body` says whether the piece is done. One that failed, or whose report was refused, is logged
  /// by its class and waits before it is tried again.
  func each<Piece>(
    _ pieces: [Piece], of worker: String, id: (Piece) -> RecordID,
    _ body: (Piece) async throws -> Bool
  ) async throws {
    for piece in pieces where backoff.mayTry(id(piece)) {
      try Task.checkCancellation()
      let record = id(piece)
      do {
        defer { board.clear(record) }
        if try await body(piece) { backoff.succeeded(record) } else { backoff.failed(record) }
      } catch {
        try Task.checkCancellation()
        backoff.failed(record)
        logger.error(
          "domain work failed",
          metadata: [
            "worker": "\(worker)", "record": "\(record.rawValue)",
            "class": "\(DomainFault.of(error))",
          ])
      }
    }
  }

  /// Hands a report over.
  ///
  /// A report that is refused because the same was reported before, or because the record moved on
  /// meanwhile, is no failure: the table says what holds.
  ///
  /// - Throws: `DomainFault.report` when it was not understood.
  @discardableResult
  func report(_ action: String, place: String, _ input: [String: JSON]) async throws -> Bool {
    try Task.checkCancellation()
    switch try await reporting.report(action, place: place, input: .object(input)) {
    case .allowed: return true
    case .refused(_, let reasons), .forbidden(_, let reasons):
      logger.notice(
        "report refused",
        metadata: [
          "action": "\(action)", "codes": "\(reasons.map(\.code).joined(separator: " "))",
        ])
      return false
    case .malformed(let reasons):
      logger.error(
        "report malformed",
        metadata: [
          "action": "\(action)",
          "fields": "\(reasons.map { ($0.field ?? "") + ":" + $0.code }.joined(separator: " "))",
        ])
      throw DomainFault.report
    case .unknownAction, .notSignedIn:
      logger.error("report not taken", metadata: ["action": "\(action)"])
      throw DomainFault.report
    }
  }
}
