// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation

/// The people of a life, signed in over HTTP.
struct LifeClients: Sendable {
  /// Where the platform is.
  let server: String
  private var passwords: [String: (login: String, password: String)] = [:]
  private var clients: [String: APIClient] = [:]

  /// Talks to a server.
  init(server: String) {
    self.server = server
  }

  /// Reads the three administrators, who are called by their capacities.
  mutating func readAdministrators(_ file: URL, _ place: String) throws {
    struct First: Decodable {
      let account: String
      let password: String
      let capacities: [Capacity]
      let place: String
    }
    for first in try JSONDecoder().decode([First].self, from: Data(contentsOf: file))
    where first.place == place {
      for capacity in first.capacities {
        passwords[capacity.rawValue] = (first.account, first.password)
      }
    }
  }

  /// Keeps the password of somebody who got an account.
  mutating func add(_ person: String, login: String, password: String) {
    passwords[person] = (login, password)
  }

  /// A client that is signed in; `public` is nobody.
  mutating func client(_ person: String) async throws -> APIClient {
    if let client = clients[person] { return client }
    var client = try APIClient(server)
    if person != "public" {
      guard let known = passwords[person] else { throw TourFailure("nobody is `\(person)`") }
      try await client.signIn(account: known.login, password: known.password)
    }
    clients[person] = client
    return client
  }

  /// Forgets all sessions, which have ended when the clock was moved.
  mutating func forget() { clients = [:] }
}
