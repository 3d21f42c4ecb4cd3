// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Closes an account; its sessions end with it.
package struct CloseAccount: Action {
  let account: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "account.close", zh: "停用账号", en: "Close an account",
    capacities: [.securityAdministrator], clauses: ["EZ-02.7-d"], on: Account.table.name,
    inStates: .except(Account.State.closed),
    fields: Field("account", zh: "账号", en: "Account", refersTo: "account"),
    make: Self.init)

  /// The account.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Account? {
    try read.find(Account.self, account)
  }

  /// Refuses unknown accounts, closed ones and one's own.
  package func decide(_ account: Account?, _ context: Context) -> Decision {
    guard let account, account.place == context.place, account.state != .closed else {
      return .refused(
        Reason("account.unknown", zh: "账号不存在或已停用", en: "no such account", field: "account"))
    }
    guard account.id != context.actor.account else {
      return .refused(
        Reason("account.close.self", zh: "不能停用自己的账号", en: "nobody closes their own account"))
    }
    return .allowed(Event(AccountClosed(subject: account.id)), id: account.id)
  }
}

/// An account was closed.
package struct AccountClosed: AccountEnding {
  /// The stable type.
  package static let type = "account.closed"
  /// The account.
  package let subject: RecordID

  /// Closes it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var account = try read.find(Account.self, subject) else { return [] }
    account.state = .closed
    return [.put(account)]
  }
}

/// Erases a closed account's personal data: name, verifier, external id.
package struct EraseAccount: Action {
  let account: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "account.erase", zh: "清除账号个人信息", en: "Erase an account's personal data",
    capacities: [.securityAdministrator], clauses: [], on: Account.table.name,
    inStates: .possible(Account.State.closed),
    fields: Field("account", zh: "账号", en: "Account", refersTo: "account"),
    make: Self.init)

  /// The account.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Account? {
    try read.find(Account.self, account)
  }

  /// Only a closed account can be erased.
  package func decide(_ account: Account?, _ context: Context) -> Decision {
    guard let account, account.place == context.place, account.state == .closed else {
      return .refused(
        Reason(
          "account.erase.open", zh: "先停用账号，再清除个人信息", en: "close the account first",
          field: "account"))
    }
    return .allowed(Event(AccountErased(subject: account.id)), id: account.id)
  }
}

/// An account's payloads and salts were destroyed.
package struct AccountErased: AccountEnding {
  /// The stable type.
  package static let type = "account.erased"
  /// The account.
  package let subject: RecordID

  /// Erases the payloads and the members that came from them.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [.erase(Account.table, subject)]
  }
}
