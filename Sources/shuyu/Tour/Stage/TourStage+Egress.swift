// SPDX-License-Identifier: Apache-2.0
import Core

extension TourStage {
  /// The fields of a request that something leave.
  func egress(_ product: TourProduct) throws -> [String: JSON] {
    var fields: [String: JSON] = [
      "kind": .string(product.release), "spec": TourStage.specification(of: product),
      "context": .string("\(product.name)：由授权数据加工形成，用于约定场景"),
      "controls": "直接标识已假名化，小单元格由平台隐去", "standing": true, "callsPerDay": 50_000,
      "expiresOn": .string(today.adding(years: 1).description),
    ]
    if product.release == "subject" {
      fields["output"] = try value(product.key("output"))
    } else {
      fields["grant"] = try value(product.key("grant"))
    }
    return fields
  }

  /// What exactly is asked to leave.
  private static func specification(of product: TourProduct) -> JSON {
    switch product.code {
    case TourProduct.census.code:
      tabulation(
        ["sex", "education", "workclass"], subject: "person_id",
        measures: [["function": "count"], ["function": "mean", "column": "age"]])
    case TourProduct.air.code:
      tabulation(
        ["station", "year"], subject: "measured_at",
        measures: [["function": "count"], ["function": "mean", "column": "pm25"]])
    case TourProduct.electricity.code:
      template(
        "uscc",
        [
          field("kwh_band", "mean_kwh", ["band": ["edges": ["1000", "5000", "20000", "100000"]]]),
          field("full_year", "months", ["atLeast": ["_0": "12"]]),
        ])
    default:
      template(
        "resident_id",
        [
          field("paid_half_year", "months", ["atLeast": ["_0": "6"]]),
          field("base_band", "base_yuan", ["band": ["edges": ["4000", "8000", "16000"]]]),
        ])
    }
  }

  private static func tabulation(
    _ dimensions: [String], subject: String, measures: [JSON]
  ) -> JSON {
    [
      "tabulation": [
        "dimensions": .array(dimensions.map { .string($0) }), "subject": .string(subject),
        "measures": .array(measures), "filters": [], "margins": true,
      ]
    ]
  }

  private static func template(_ key: String, _ fields: [JSON]) -> JSON {
    [
      "subject": [
        "lookupKey": .string(key), "fields": .array(fields), "dailyLimitPerSubject": 100,
      ]
    ]
  }

  private static func field(_ name: String, _ column: String, _ derivation: JSON) -> JSON {
    [
      "name": .string(name), "columns": [.string(column)], "derivation": derivation,
      "necessity": "场景所需的最少信息",
    ]
  }

  /// Waits until a release is in a state.
  mutating func waitForRelease(
    _ product: TourProduct, until state: String, as login: String
  ) async throws -> JSON {
    let id = try text(product.key("release"))
    let found = try await wait(
      "releases/\(id)", as: login, until: [state, "returned", "rejected", "withdrawn"])
    guard found["state"]?.string == state else {
      throw TourFailure("\(product.code): \(found.canonicalText)")
    }
    return found
  }
}
