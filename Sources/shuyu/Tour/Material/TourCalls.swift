// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import FoundationNetworking

/// Calls products as a developer does, and counts what came.
struct TourCalls {
  /// What became of one call.
  struct Outcome: Sendable {
    /// The HTTP status.
    let status: Int
    /// The body.
    let body: JSON
    /// The id of the usage record, nil when none was written.
    let usage: String?

    /// The code of the first reason.
    var code: String? { body["reasons"]?[0]?["code"]?.string }
    /// Whether a value was given.
    var isAnswered: Bool { status == 200 && body["withheld"]?.bool != true }
    /// Whether the cell is withheld.
    var isWithheld: Bool { status == 200 && body["withheld"]?.bool == true }
  }

  /// What was counted of one product.
  struct Figures: Sendable {
    /// Answers with a price.
    var charged = 0
    /// Answers without one, withheld cells among them.
    var free = 0
    /// Refusals.
    var refused = 0
  }

  /// Where the platform is.
  let server: String
  /// Figures by product code.
  private(set) var figures: [String: Figures] = [:]
  /// How often each outcome came.
  private(set) var tally: [String: Int] = [:]

  /// Calls the products of a server.
  init(server: String) {
    self.server = server
  }

  /// Goes on from figures counted earlier.
  mutating func resume(_ product: TourProduct, _ counted: Figures) {
    figures[product.code] = counted
  }

  /// Calls a product and counts the outcome.
  mutating func call(
    _ product: TourProduct, id: String, key: String, _ parameters: [(String, String)]
  ) async throws -> Outcome {
    var components = URLComponents(string: "\(server)/products/\(id)/v1")
    components?.queryItems = parameters.map { URLQueryItem(name: $0.0, value: $0.1) }
    guard let url = components?.url else { throw TourFailure("the call has no address") }
    var request = URLRequest(url: url)
    request.setValue(key, forHTTPHeaderField: "X-Api-Key")
    let (data, response) = try await URLSession.shared.data(for: request)
    let http = response as? HTTPURLResponse
    let outcome = Outcome(
      status: http?.statusCode ?? 0, body: TourCalls.parse(data),
      usage: http?.value(forHTTPHeaderField: "X-Usage-Record"))
    count(product, outcome)
    return outcome
  }

  private mutating func count(_ product: TourProduct, _ outcome: Outcome) {
    let name = outcome.isWithheld ? "withheld" : outcome.code ?? "answered"
    tally[name, default: 0] += 1
    guard outcome.usage != nil else { return }
    if outcome.isAnswered, product.price != nil {
      figures[product.code, default: Figures()].charged += 1
    } else if outcome.status == 200 {
      figures[product.code, default: Figures()].free += 1
    } else {
      figures[product.code, default: Figures()].refused += 1
    }
  }

  private static func parse(_ data: Data) -> JSON {
    do { return try JSON.parse(Array(data)) } catch { return .null }
  }
}
