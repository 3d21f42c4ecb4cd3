// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Changes the password of the account that acts.
package struct ChangePassword: Action {
  let current: String
  let password: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "account.changePassword", zh: "修改口令", en: "Change my password",
    capacities: Set(Capacity.allCases).subtracting([.system]), clauses: [],
    fields: Field("current", zh: "当前口令", en: "Current password", bounds: 1...256, secret: true),
    Field("password", zh: "新口令", en: "New password", bounds: 12...256, secret: true),
    make: Self.init)

  /// The acting account.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Account? {
    try read.find(Account.self, context.actor.account)
  }

  /// Refuses a wrong present password and an unchanged one.
  package func decide(_ account: Account?, _ context: Context) -> Decision {
    let wrong = Reason(
      "account.password.wrong", zh: "当前口令不对", en: "the current password is wrong",
      field: "current")
    guard let account, let verifier = account.verifier else { return .refused(wrong) }
    do {
      guard try verifier.matches(current) else { return .refused(wrong) }
      guard password != current else {
        return .refused(
          Reason(
            "account.password.same", zh: "新口令与当前口令相同", en: "the new password is the same",
            field: "password"))
      }
      let secrets = AccountSecrets(
        name: account.name,
        verifier: try PasswordVerifier.make(
          password: password, salt: context.randomBytes("password")),
        externalSubject: account.externalSubject)
      return .allowed(
        Event(PasswordChanged(subject: account.id), payload: try JSON(encoding: secrets)),
        id: account.id)
    } catch {
      return .refused(wrong)
    }
  }
}

/// A password was changed.
package struct PasswordChanged: DomainEvent {
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
