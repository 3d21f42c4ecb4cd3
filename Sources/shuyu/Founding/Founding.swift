// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Platform
import Regulation
import Store

/// Founds the platform in the places that somebody is named to run it in and that have no accounts
/// yet.
struct Founding {
  /// The writer.
  let committer: Committer
  /// The state.
  let database: PlatformDatabase
  /// Who runs the platform, by place.
  let founders: [Founder]
  /// Randomness for passwords.
  let random: any RandomSource
  /// Where the first accounts are written.
  let installation: Installation

  /// A first account as it is handed over.
  private struct FirstAccount: Codable {
    let account: String
    let password: String
    let capacities: [Capacity]
    let place: String
  }

  /// Founds what is not founded.
  func run() async throws {
    var made: [FirstAccount] = []
    for founder in founders where try database.accounts(in: founder.place) == 0 {
      made += try await found(founder)
    }
    guard !made.isEmpty else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try Installation.writePrivate(
      Array(try encoder.encode(made)), to: installation.firstAccounts)
  }

  private func found(_ founder: Founder) async throws -> [FirstAccount] {
    let place = founder.place
    var accounts: [FirstAccount] = []
    var seeds: [JSON] = []
    for capacity in Capacity.administrators.sorted(by: { $0.rawValue < $1.rawValue }) {
      let password = Password.make(random)
      let login = "\(place)-\(capacity.rawValue.lowercased())"
      let verifier = try PasswordVerifier.make(password: password, salt: random.bytes(16))
      seeds.append(
        try JSON(
          encoding: AdministratorSeed(login: login, capacity: capacity, verifier: verifier)))
      accounts.append(
        FirstAccount(account: login, password: password, capacities: [capacity], place: place))
    }
    let input: JSON = .object([
      "place": .string(place), "organisation": .string(founder.organisation),
      "uscc": founder.uscc.map(JSON.string) ?? .null, "administrators": .array(seeds),
    ])
    let answer = try await committer.submit(
      .system("platform.found", place: place, input: input))
    guard case .allowed = answer else {
      throw SetupError("the platform could not be founded in `\(place)`")
    }
    return accounts
  }
}

/// Passwords for first accounts: 20 characters that nobody mistakes for each other.
enum Password {
  private static let characters = Array("abcdefghjkmnpqrstuvwxyz23456789".utf8)

  /// Makes a password of about 98 bits.
  static func make(_ random: any RandomSource) -> String {
    var bytes: [UInt8] = []
    while bytes.count < 20 {
      // Bytes beyond the last whole multiple are dropped, so that all characters are as likely.
      for byte in random.bytes(32) where Int(byte) < 256 / characters.count * characters.count {
        bytes.append(characters[Int(byte) % characters.count])
      }
    }
    return String(decoding: bytes.prefix(20), as: UTF8.self)
  }
}
