// SPDX-License-Identifier: Apache-2.0
package import Core

/// How often a developer called a product, within one segment.
package struct UsageCount: StructuredValue, Hashable {
  /// The product.
  package let product: RecordID
  /// The developer.
  package let developer: RecordID
  /// Answered for a fee.
  package let charged: Int
  /// Answered without a fee.
  package let free: Int
  /// Refused.
  package let refused: Int

  /// Counts calls.
  package init(product: RecordID, developer: RecordID, charged: Int, free: Int, refused: Int) {
    self.product = product
    self.developer = developer
    self.charged = charged
    self.free = free
    self.refused = refused
  }

  /// An example in JSON.
  package static let example =
    #"{"product":"PRD-…","developer":"ORG-…","charged":0,"free":990,"refused":10}"#

  /// No figure is negative or beyond 10^12.
  package func problem() -> FieldProblem? {
    let bounds: ClosedRange<Int64> = 0...1_000_000_000_000
    let isSound = [charged, free, refused].allSatisfy { bounds.contains(Int64($0)) }
    return isSound ? nil : .bounds(bounds)
  }

  /// The same as figures.
  package var figures: UsageFigures {
    UsageFigures(charged: charged, free: free, refused: refused)
  }
}
