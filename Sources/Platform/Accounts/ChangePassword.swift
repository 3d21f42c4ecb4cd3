// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Regulation

/// Changes the password of the account that acts.
package struct ChangePassword: SlowAction {
  let current: String
  let password: String
  private var check: Check?

  /// What came of the slow work.
  private struct Check: Sendable {
    /// The verifier with which the present password was compared.
    let verifier: PasswordVerifier
    /// The new password's verifier; nil when the present password was wrong.
    let next: PasswordVerifier?
  }

  private init(current: String, password: String) {
    self.current = current
    self.password = password
  }

  /// The declaration.
  package static let spec = Spec<Self>(
    "account.changePassword", zh: "修改口令", en: "Change my password",
    capacities: Set(Capacity.allCases).subtracting([.system]), clauses: [],
    fields: Field("current", zh: "当前口令", en: "Current password", bounds: 1...256, secret: true),
    Field("password", zh: "新口令", en: "New password", bounds: 12...256, secret: true),
    make: Self.init)

  /// Compares the present password and derives the new verifier; each takes tenths of a second.
  package func beforehand(_ preparation: Preparation) throws -> Self {
    guard let verifier = preparation.account?.verifier else { return self }
    var action = self
    let isRight = try verifier.matches(current)
    action.check = Check(
      verifier: verifier,
      next: isRight
        ? try PasswordVerifier.make(password: password, salt: preparation.random.bytes(16)) : nil)
    return action
  }

  /// The acting account.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Account? {
    try read.find(Account.self, context.actor.account)
  }

  /// Refuses a wrong present password, one that was changed meanwhile, and an unchanged one.
  package func decide(_ account: Account?, _ context: Context) -> Decision {
    let wrong = Reason(
      "account.password.wrong", zh: "当前口令不对", en: "the current password is wrong",
      field: "current")
    guard let account, let check, let next = check.next, account.verifier == check.verifier else {
      return .refused(wrong)
    }
    guard password != current else {
      return .refused(
        Reason(
          "account.password.same", zh: "新口令与当前口令相同", en: "the new password is the same",
          field: "password"))
    }
    let secrets = AccountSecrets(
      name: account.name, verifier: next, externalSubject: account.externalSubject)
    do {
      return .allowed(
        Event(PasswordChanged(subject: account.id), payload: try JSON(encoding: secrets)),
        id: account.id)
    } catch {
      return .refused(wrong)
    }
  }
}

/// A password was changed; other sessions and service tokens of the account end.
package struct PasswordChanged: SessionEnding {
  /// The stable type.
  package static let type = "account.passwordChanged"
  /// The account.
  package let subject: RecordID

  /// Sets the new verifier.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var account = try read.find(Account.self, subject) else { return [] }
    let secrets = try payload?.decode(AccountSecrets.self)
    account.verifier = secrets?.verifier
    return [.put(account)]
  }
}
