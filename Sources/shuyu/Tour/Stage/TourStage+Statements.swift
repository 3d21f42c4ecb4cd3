// SPDX-License-Identifier: Apache-2.0
import Core

extension TourStage {
  /// Keeps what was counted.
  mutating func keep(_ calls: TourCalls) {
    for (code, figures) in calls.figures {
      keep(
        "figures.\(code)",
        [
          "charged": .int(Int64(figures.charged)), "free": .int(Int64(figures.free)),
          "refused": .int(Int64(figures.refused)),
        ])
    }
  }

  /// Goes on counting where an earlier step stopped.
  func calls() throws -> TourCalls {
    var calls = TourCalls(server: server)
    for product in TourProduct.all {
      let figures = try value("figures.\(product.code)")
      calls.resume(
        product,
        .init(
          charged: Int(figures["charged"]?.int ?? 0), free: Int(figures["free"]?.int ?? 0),
          refused: Int(figures["refused"]?.int ?? 0)))
    }
    return calls
  }

  /// Waits for the statements and compares each with what was counted here.
  mutating func compareStatements() async throws {
    var items: [JSON] = []
    for _ in 0..<600 {
      items = try await get("statements?limit=50", as: "developer")["items"]?.array ?? []
      if items.count == TourProduct.all.count { break }
      try await Task.sleep(for: .milliseconds(100))
    }
    for product in TourProduct.all {
      let id = try value(product.key("product"))
      guard let statement = items.first(where: { $0["product"] == id }) else {
        throw TourFailure("there is no statement of \(product.code)")
      }
      let counted = try value("figures.\(product.code)")
      guard statement["figures"] == counted else {
        throw TourFailure(
          "\(product.code): stated \(statement["figures"]?.canonicalText ?? ""), "
            + "counted \(counted.canonicalText)")
      }
      say(
        "\(product.name): \(counted.canonicalText), \(statement["amount"]?.canonicalText ?? "") 分")
      try await act("statement.confirm", ["statement": statement["id"] ?? .null])
    }
  }
}
