// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
import Foundation
import GRDB
package import Platform

/// Sessions and service tokens; only digests of tokens are kept.
package struct Sessions: Sendable {
  /// How a token came to be.
  package enum Kind: String, Sendable {
    /// Signed in with a password: 12 hours.
    case session
    /// Issued for a service account: 90 days.
    case service

    /// How long it lives.
    package var lifetimeMilliseconds: Int64 {
      switch self {
      case .session: 12 * 3_600 * 1_000
      case .service: 90 * 24 * 3_600 * 1_000
      }
    }
  }

  private let database: PlatformDatabase
  private let clock: any PlatformClock
  private let random: any RandomSource
  private let gate: SignInGate

  /// Keeps sessions in a database.
  package init(
    database: PlatformDatabase, clock: any PlatformClock, random: any RandomSource,
    gate: SignInGate
  ) {
    self.database = database
    self.clock = clock
    self.random = random
    self.gate = gate
  }

  /// Checks a password and opens a session.
  ///
  /// The work and the answers are the same for an unknown login, so that logins cannot be told by
  /// the time or by the delays. `address` is where the attempt came from.
  package func signIn(
    login: String, password: String, address: String, kind: Kind = .session
  ) async throws -> SignIn {
    let seconds = gate.begin(login, address)
    guard seconds == 0 else { return .wait(seconds: seconds) }
    do {
      let account = try database.read { try $0.first(Account.self, .equal("login", login)) }
      let verifier = account?.verifier ?? .decoy
      let isRight = try await gate.work.run { try verifier.matches(password) }
      guard isRight, let account, account.state == .active else {
        gate.failed(login, address)
        return .refused
      }
      let token = try open(account: account.id, kind: kind)
      gate.passed(login, address, isSignedIn: true)
      return .opened(token: token)
    } catch StoreError.busy {
      gate.passed(login, address, isSignedIn: false)
      return .wait(seconds: 2)
    } catch {
      gate.passed(login, address, isSignedIn: false)
      throw error
    }
  }

  /// Opens a session for an account.
  package func open(account: RecordID, kind: Kind) throws -> String {
    let token = Base64.encode(random.bytes(32)).replacing("+", with: "-")
      .replacing("/", with: "_").replacing("=", with: "")
    let now = clock.now().milliseconds
    try database.pool.write { connection in
      try connection.execute(sql: "DELETE FROM session WHERE expires_at <= ?", arguments: [now])
      try connection.execute(
        sql: """
          INSERT INTO session (token, account, kind, created_at, expires_at)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          Self.digest(token), account.rawValue, kind.rawValue, now,
          now + kind.lifetimeMilliseconds,
        ])
    }
    return token
  }

  /// Who a token stands for; nil when it is unknown, expired, or its account is closed.
  package func actor(token: String) throws -> Actor? {
    guard token.utf8.count <= 256 else { return nil }
    let now = clock.now().milliseconds
    return try database.pool.read { connection in
      let account = try String.fetchOne(
        connection.cachedStatement(
          sql: "SELECT account FROM session WHERE token = ? AND expires_at > ?"),
        arguments: [Self.digest(token), now])
      guard let id = account.flatMap(RecordID.init) else { return nil }
      return try Accounts.actor(id, DatabaseReader(database: connection))
    }
  }

  /// Ends a session.
  package func close(token: String) throws {
    try database.pool.write { connection in
      try connection.execute(
        sql: "DELETE FROM session WHERE token = ?", arguments: [Self.digest(token)])
    }
  }

  /// Ends the sessions and service tokens of an account, all but one.
  static func close(of account: RecordID, but session: Digest?, _ connection: Database) throws {
    let kept = session.map { Data($0.bytes) }
    try connection.execute(
      sql: "DELETE FROM session WHERE account = ? AND token IS NOT ?",
      arguments: [account.rawValue, kept])
  }

  private static func digest(_ token: String) -> Data {
    Data(SHA256.hash(Array(token.utf8)).bytes)
  }
}
