// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform

extension FakePlatform {
  /// Binds accounts to one verified person, as the security administrator would.
  func bind(_ person: String, _ actors: Actor...) throws {
    for actor in actors {
      guard let account = try records.find(Account.self, actor.account) else {
        throw FakeError.stepMissing
      }
      let subject: JSON = [
        "kind": "person", "digest": .string(SHA256.hash(Array("person \(person)".utf8)).hex),
      ]
      try records.put(
        try JSON(encoding: account).setting("subject", subject).decode(Account.self))
    }
  }
}
