// SPDX-License-Identifier: Apache-2.0
import Platform
import Regulation

/// The groups of the navigation, in the order of the work.
enum NavigationGroup: CaseIterable {
  case data
  case authorisation
  case domain
  case products
  case supervision
  case administration

  /// The words of a group.
  var label: LocalText {
    switch self {
    case .data: LocalText(zh: "目录与供数", en: "Catalogue and supply")
    case .authorisation: LocalText(zh: "授权", en: "Authorisation")
    case .domain: LocalText(zh: "开发与出域", en: "Development and release")
    case .products: LocalText(zh: "产品与流通", en: "Products and calls")
    case .supervision: LocalText(zh: "监督与其他", en: "Supervision and more")
    case .administration: LocalText(zh: "单位与账号", en: "Organisations and accounts")
    }
  }

  /// The group of a listing, by its table; what is not named stands with supervision.
  init(of listing: Listing) {
    self =
      switch listing.table.name {
      case "resource", "authorisedEntry", "batch", "datasetVersion", "demand": .data
      case "call", "application", "review", "notice", "objection", "externalDecision", "agreement",
        "case",
        "openValue", "ruleDocument", "filing", "disclosure", "subordinateProject",
        "earlierAuthorisation":
        .authorisation
      case "scenario", "grant", "program", "job", "output", "release", "environment": .domain
      case "product", "scenarioContract", "subscription", "apiKey", "consent", "ceiling",
        "usageSegment", "statement", "interimStatement", "price":
        .products
      case "organisation", "account", "delegation", "authority": .administration
      default: .supervision
      }
  }
}
