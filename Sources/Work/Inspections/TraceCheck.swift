// SPDX-License-Identifier: Apache-2.0
import Core
package import Platform

/// Follows every product that is on sale in a place, and in those below it, back to its sources.
package struct TraceCheck: InspectionCheck {
  private let reporting: any Reporting

  /// Reads what is to be followed.
  package init(reporting: any Reporting) {
    self.reporting = reporting
  }

  /// The ways of products.
  package var item: InspectionItem { .trace }
  /// Each place has products of its own.
  package var isShared: Bool { false }

  /// Follows them one by one.
  package func run(in place: String) async throws -> InspectionResult {
    let products = try reporting.read { read in
      let below = try read.every(Authority.self, [.equal("root", PlaceKey.root(of: place))])
        .map(\.place).filter { PlaceKey.isBelow($0, place) }
      return try ([place] + below).flatMap { place in
        try [Product.State.published, .suspended].flatMap { state in
          try read.every(
            Product.self, [.equal("place", place), .equal("state", state.rawValue)])
        }
      }
    }
    var (checks, failures) = (1, [String]())
    for product in products {
      let found = try reporting.read { read in
        try ProductTrace.of(product.id, read) { try GrantVersions.version(of: $0, in: $1, read) }
      }
      guard let trace = found else {
        continue
      }
      checks += trace.steps.count
      failures += trace.gaps.map { "\(product.id.rawValue):\($0)" }
    }
    return InspectionResult(checks: checks, failures: failures)
  }
}
