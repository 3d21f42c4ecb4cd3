// SPDX-License-Identifier: Apache-2.0
import Core

/// A product on the agreement's list, made in one scenario from one resource.
struct TourProduct: Sendable {
  /// The code on the agreement's list.
  let code: String
  /// Its name.
  let name: String
  /// Its class of use.
  let useClass: String
  /// Its type.
  let type: String
  /// The kind of release that it stands on.
  let release: String
  /// The resource it is made from.
  let resource: TourResource
  /// The price of a call in yuan, nil for a free one.
  let price: String?

  /// How it stands on the agreement's list.
  var agreed: JSON {
    ["code": .string(code), "name": .string(name), "useClass": .string(useClass)]
  }

  /// The name under which the tour keeps a record about it.
  func key(_ noun: String) -> String { "\(noun).\(code)" }
}

extension TourProduct {
  /// Answers from the reviewed cube of the census.
  static let census = TourProduct(
    code: "RK-1", name: "人口结构查询", useClass: "industrialDevelopment", type: "interface",
    release: "query", resource: .census, price: "0.50")

  /// Air quality by station and year, free for public benefit.
  static let air = TourProduct(
    code: "KQ-1", name: "空气质量统计", useClass: "publicBenefit", type: "dataset",
    release: "query", resource: .air, price: nil)

  /// The electricity index of one enterprise.
  static let electricity = TourProduct(
    code: "YD-1", name: "企业用电指数", useClass: "sectorDevelopment", type: "evaluationIndex",
    release: "subject", resource: .electricity, price: "2.00")

  /// The housing-fund check of one person.
  static let fund = TourProduct(
    code: "GJJ-1", name: "公积金缴存核验", useClass: "industrialDevelopment", type: "interface",
    release: "subject", resource: .fund, price: "1.00")

  /// All of the journey.
  static let all = [census, air, electricity, fund]
}
