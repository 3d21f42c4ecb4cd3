// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The noun: accounts, their capacities and secrets.
package enum Accounts: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(Account.self)] }
  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(CreateAccount.self), AnyAction(GrantCapacities.self), AnyAction(CloseAccount.self),
      AnyAction(EraseAccount.self), AnyAction(ChangePassword.self), AnyAction(FoundPlatform.self),
    ]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      AccountCreated.self, CapacitiesGranted.self, AccountClosed.self, AccountErased.self,
      PasswordChanged.self,
    ]
  }
  /// Its listings.
  package static var listings: [Listing] { [accounts] }

  /// Who acts when this account does; nil when it may not.
  package static func actor(_ id: RecordID, _ read: any RecordReader) throws -> Actor? {
    guard var actor = try read.find(Account.self, id)?.actor else { return nil }
    if !actor.capacities.isDisjoint(with: Capacity.supervising) {
      actor.body = try read.find(Organisation.self, actor.organisation)?.body
    }
    return actor
  }

  /// Accounts: for the three administrators; names for those who run them only.
  private static let accounts = Listing(
    "accounts", zh: "账号", en: "Accounts", of: Account.table,
    columns: [
      ListingColumn("login", zh: "登录名", en: "Login"),
      ListingColumn(
        "name", zh: "姓名", en: "Name", visibleTo: [.systemAdministrator, .securityAdministrator]),
      ListingColumn("organisation", zh: "单位", en: "Organisation"),
      ListingColumn("kind", zh: "类型", en: "Kind"),
      ListingColumn("capacities", zh: "身份", en: "Capacities"),
      ListingColumn("assurance", zh: "实名状态", en: "Real-name status"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("issuer", zh: "身份来源", en: "Issuer", inList: false),
    ],
    scopes: [
      .systemAdministrator: .place, .securityAdministrator: .place, .auditAdministrator: .place,
    ])
}
