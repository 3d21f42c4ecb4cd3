// SPDX-License-Identifier: Apache-2.0
import Core

extension TourStage {
  /// The fields of the agreement.
  mutating func agreement(endsOn: Day?) async throws -> [String: JSON] {
    [
      "case": try value("case"), "number": "鄂州授〔2026〕1号",
      "digest": try await paper("Agreement 1"), "startsOn": .string(today.description),
      "endsOn": endsOn.map { .string($0.description) } ?? .null,
      "entries": .array(try TourResource.all.map { try value("entry.\($0.key)") }),
      "products": .array(TourProduct.all.map(\.agreed)),
    ]
  }

  /// The fields of a scenario: one plan for one product.
  func scenario(_ product: TourProduct) throws -> [String: JSON] {
    let principles = ["lawful", "fair", "publicBenefit", "reasonableReturn", "secure"]
    let needsConsent = product.release == "subject"
    return [
      "agreement": try value("agreement"), "responsiblePerson": "陈安全",
      "plan": [
        "title": .string("\(product.name)场景"), "purpose": .string("形成\(product.name)"),
        "productForm": .string(product.type),
        "principles": .object(
          Dictionary(uniqueKeysWithValues: principles.map { ($0, "已落实") })),
        "demand": [
          [
            "entry": try value("entry.\(product.resource.key)"),
            "columns": .array(product.resource.columns.map { .string($0.name) }),
            "purpose": "加工统计", "identifierPurpose": "去重计数和经授权的核验",
            "consentWay": .string(needsConsent ? "individualConsent" : "anonymised"),
          ]
        ],
      ],
    ]
  }
}
