// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation

/// What the steps share: the server, the accounts, and what earlier steps left behind.
struct TourStage: Sendable {
  /// What the tour was asked for.
  let settings: TourSettings
  /// Where the platform is.
  let server: String
  /// The accounts by login.
  private(set) var accounts: [String: TourAccount]
  /// A folder for files made on the way.
  let folder: URL
  /// The platform's day, as its last receipt told.
  var now: Instant
  /// The step being played.
  var record: TourRecord
  /// What earlier steps kept, by name.
  private var kept: [String: JSON] = [:]
  private var clients: [String: APIClient] = [:]

  /// Prepares the stage.
  init(
    settings: TourSettings, server: String, accounts: [TourAccount], folder: URL, now: Instant
  ) {
    self.settings = settings
    self.server = server
    self.accounts = Dictionary(accounts.map { ($0.account, $0) }) { first, _ in first }
    self.folder = folder
    self.now = now
    record = TourRecord(number: 0, title: LocalText(zh: "", en: ""), actor: "")
  }

  /// The civil day in China.
  var today: Day { now.day(in: .china) }

  /// What an earlier step kept.
  func value(_ name: String) throws -> JSON {
    guard let value = kept[name] else { throw TourFailure("an earlier step left no `\(name)`") }
    return value
  }

  /// A text that an earlier step kept.
  func text(_ name: String) throws -> String {
    guard let text = try value(name).string else { throw TourFailure("`\(name)` is no text") }
    return text
  }

  /// Keeps something for later steps.
  mutating func keep(_ name: String, _ value: JSON) { kept[name] = value }

  /// Adds a line to the step.
  mutating func say(_ detail: String) { record.details.append(detail) }

  /// An account by login.
  func account(_ login: String) throws -> TourAccount {
    guard let account = accounts[login] else { throw TourFailure("there is no account `\(login)`") }
    return account
  }

  /// Adds an account that was made on the way.
  mutating func add(_ account: TourAccount) { accounts[account.account] = account }

  /// A client that is signed in; nil stands for the step's own actor, "public" for nobody.
  mutating func client(_ login: String? = nil) async throws -> APIClient {
    let login = login ?? record.actor
    if let client = clients[login] { return client }
    var client = try APIClient(server)
    if login != "public" {
      try await client.signIn(account: login, password: try account(login).password)
    }
    clients[login] = client
    return client
  }

  /// Forgets all sessions, which have ended when the clock was moved.
  mutating func forgetSessions() { clients = [:] }
}

/// An account as `demo-accounts.json` has it.
struct TourAccount: Decodable, Sendable {
  /// The login.
  let account: String
  /// The password.
  let password: String
  /// As what it may act.
  let capacities: [Capacity]
  /// Its organisation's id.
  let organisation: String
  /// Its place.
  let place: String
}
