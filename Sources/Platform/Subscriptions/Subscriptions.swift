// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: scenario contracts, subscriptions and keys.
package enum Subscriptions: Noun {
  /// Its tables.
  package static var records: [AnyRecord] {
    [AnyRecord(ScenarioContract.self), AnyRecord(Subscription.self), AnyRecord(APIKey.self)]
  }
  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(SignContract.self), AnyAction(FileContract.self), AnyAction(ReceiveContract.self),
      AnyAction(EndContract.self), AnyAction(OpenSubscription.self),
      AnyAction(EndSubscription.self), AnyAction(IssueKey.self), AnyAction(RevokeKey.self),
    ]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      ContractSigned.self, ContractHandedIn.self, ContractReceived.self, ContractEnded.self,
      SubscriptionOpened.self, SubscriptionEnded.self, KeyIssued.self, KeyRevoked.self,
    ]
  }
  /// Its listings.
  package static var listings: [Listing] { [contracts, subscriptions, keys] }

  /// Contracts: both sides and the authorities.
  private static let contracts = Listing(
    "contracts", zh: "场景合作协议", en: "Scenario contracts", of: ScenarioContract.table,
    columns: [
      ListingColumn("product", zh: "产品", en: "Product"),
      ListingColumn("operator", zh: "运营机构", en: "Operator"),
      ListingColumn("developer", zh: "开发商", en: "Developer"),
      ListingColumn("signedOn", zh: "签署日", en: "Signed on"),
      ListingColumn("dueOn", zh: "备案期限", en: "To be filed by"),
      ListingColumn("submittedOn", zh: "报备日", en: "Handed in on"),
      ListingColumn("filedOn", zh: "备案日", en: "Filed on"),
      ListingColumn("state", zh: "状态", en: "State"),
      UncertainCount.column,
      ListingColumn("receiptNumber", zh: "回执编号", en: "Receipt", inList: false),
      ListingColumn("responsiblePerson", zh: "使用方责任人", en: "Answers for the use", inList: false),
      ListingColumn("digest", zh: "文本摘要", en: "Digest", inList: false),
    ],
    scopes: Scopes.authorities.merging([.operator: .party, .developer: .party]) { wide, _ in wide })

  /// Subscriptions: both sides and the authorities.
  private static let subscriptions = Listing(
    "subscriptions", zh: "订阅", en: "Subscriptions", of: Subscription.table,
    columns: [
      ListingColumn("product", zh: "产品", en: "Product"),
      ListingColumn("developer", zh: "开发商", en: "Developer"),
      ListingColumn("contract", zh: "场景合作协议", en: "Contract"),
      ListingColumn("since", zh: "起始日", en: "Since"),
      ListingColumn("endedOn", zh: "结束日", en: "Ended on"),
      ListingColumn("state", zh: "状态", en: "State"),
    ],
    scopes: Scopes.authorities.merging([.operator: .party, .developer: .party]) { wide, _ in wide })

  /// Keys: their developer alone; nobody sees the digest of a secret.
  private static let keys = Listing(
    "keys", zh: "调用密钥", en: "Keys", of: APIKey.table,
    columns: [
      ListingColumn("subscription", zh: "订阅", en: "Subscription"),
      ListingColumn("prefixShown", zh: "密钥开头", en: "Begins with"),
      ListingColumn("issuedOn", zh: "签发日", en: "Issued on"),
      ListingColumn("revokedOn", zh: "作废日", en: "Revoked on"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("digest", zh: "摘要", en: "Digest", visibleTo: [], inList: false),
    ],
    scopes: [.developer: .party])
}
