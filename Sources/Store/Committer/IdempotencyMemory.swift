// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import GRDB
import Platform
import Regulation

/// Answers kept for 24 hours under the caller's key, in the transaction of the act itself.
struct IdempotencyMemory {
  /// What is remembered of a key.
  enum Recall {
    case new
    case answered(Answer)
    case otherBody
  }

  /// How long an answer is kept.
  static let lifetimeMilliseconds: Int64 = 24 * 3_600 * 1_000

  /// Marks secret members, so that their digest cannot be guessed; gone with the process, after
  /// which a repetition of a request with secrets counts as another request.
  private static let processKey = SystemRandom().bytes(32)

  /// The key was used with another body.
  static let mismatch = Reason(
    "idempotency.mismatch", zh: "同一个幂等键不能用于不同的请求，请换用新的键",
    en: "this idempotency key was used with another request; use a new key")

  /// The open transaction.
  let database: Database
  /// The clock's time.
  let now: Instant
  /// Fields whose plain digest could be guessed.
  let secretFields: Set<String>

  /// Looks a key up.
  func recall(_ submission: Submission) throws -> Recall {
    guard let key = submission.idempotencyKey else { return .new }
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT request, response FROM idempotency
          WHERE account = ? AND key = ? AND created_at > ?
          """),
      arguments: [
        submission.account.rawValue, key, now.milliseconds - Self.lifetimeMilliseconds,
      ])
    guard let row else { return .new }
    let request: Data = row["request"]
    guard Array(request) == digest(submission) else { return .otherBody }
    let response: String = row["response"]
    return .answered(try JSONDecoder().decode(Answer.self, from: Data(response.utf8)))
  }

  /// Keeps an answer that has a receipt.
  func remember(_ submission: Submission, _ answer: Answer) throws {
    guard let key = submission.idempotencyKey, answer.receipt != nil else { return }
    let response = try JSON(encoding: answer.withoutSecret).canonicalText
    try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO idempotency (account, key, request, response, created_at)
        VALUES (?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      submission.account.rawValue, key, Data(digest(submission)), response, now.milliseconds,
    ])
    try database.cachedStatement(
      sql: "DELETE FROM idempotency WHERE created_at <= ?"
    ).execute(arguments: [now.milliseconds - Self.lifetimeMilliseconds])
  }

  private func digest(_ submission: Submission) -> [UInt8] {
    let members = (submission.input.object ?? [:]).filter { !secretFields.contains($0.key) }
    let secrets = (submission.input.object ?? [:]).filter { secretFields.contains($0.key) }
    let mark = HMAC.authenticate(
      JSON.object(secrets).canonical(), key: Self.processKey, algorithm: .sha256)
    return SHA256.hash(
      Array(submission.name.utf8) + [0] + JSON.object(members).canonical() + mark
    ).bytes
  }
}

extension Answer {
  /// The answer as it is kept: a secret that is shown once is not kept for a repetition.
  fileprivate var withoutSecret: Answer {
    guard case .allowed(let receipt, let result) = self, var members = result.object,
      members.removeValue(forKey: "secret") != nil
    else { return self }
    return .allowed(receipt, result: .object(members))
  }
}
