// SPDX-License-Identifier: Apache-2.0
import Core

extension TourStage {
  /// The fields of a definition.
  func definition(_ product: TourProduct) throws -> [String: JSON] {
    [
      "release": try value(product.key("release")), "code": .string(product.code),
      "name": .string(product.name), "type": .string(product.type),
      "useClass": .string(product.useClass), "responsiblePerson": "陈安全",
    ]
  }

  /// The fields of a price.
  func price(_ product: TourProduct, _ amount: String) throws -> [String: JSON] {
    ["product": try value(product.key("product")), "amount": .string(amount)]
  }

  /// Files a contract, has it received, subscribes and gets a key.
  mutating func subscribe(to product: TourProduct) async throws {
    let contract = try value(product.key("contract"))
    try await act("contract.file", as: "operator", ["contract": contract])
    try await act(
      "contract.receive", as: "bureau",
      ["contract": contract, "conclusion": "filed", "receiptNumber": "备〔2026〕1号"])
    try await act(
      "subscription.open", as: "developer", keep: product.key("subscription"),
      ["contract": contract])
    let key = try await act(
      "key.issue", as: "developer",
      ["subscription": try value(product.key("subscription"))])
    guard let secret = key["secret"] else { throw TourFailure("key.issue gave no secret") }
    keep(product.key("secret"), secret)
    keep(product.key("key"), key["id"] ?? .null)
  }
}
