// SPDX-License-Identifier: Apache-2.0
package import Core
package import Gateway
package import Platform

/// What a segment's records come to: what is anchored of it besides its digest.
package struct UsageSummary: Sendable, Hashable {
  /// The pair that a count is of.
  package struct Pair: Hashable, Sendable, Comparable {
    /// The product.
    package let product: RecordID
    /// The developer.
    package let developer: RecordID

    /// Names a pair.
    package init(product: RecordID, developer: RecordID) {
      self.product = product
      self.developer = developer
    }

    /// Orders by product, then by developer.
    package static func < (left: Pair, right: Pair) -> Bool {
      (left.product, left.developer) < (right.product, right.developer)
    }
  }

  /// How many calls the records stand for.
  package private(set) var records = 0
  /// The earliest time; nil without records.
  package private(set) var from: Instant?
  /// The latest time; nil without records.
  package private(set) var until: Instant?
  /// The figures of each pair.
  package private(set) var figures: [Pair: UsageFigures] = [:]

  /// Begins without records.
  package init() {}

  /// Adds a record.
  package mutating func add(_ record: UsageRecord) {
    records += record.count
    from = min(from ?? record.at, record.at)
    until = max(until ?? record.at, record.at)
    let pair = Pair(product: record.product, developer: record.developer)
    figures[pair, default: .none].add(record)
  }

  /// The counts in the order of products and developers.
  package var counts: [UsageCount] {
    figures.sorted { $0.key < $1.key }.map { pair, figures in
      UsageCount(
        product: pair.product, developer: pair.developer, charged: figures.charged,
        free: figures.free, refused: figures.refused)
    }
  }
}

extension UsageFigures {
  /// Adds a record: charged, answered without a fee, or refused.
  mutating func add(_ record: UsageRecord) {
    if record.charged {
      charged += 1
    } else if record.outcome.isAnswer {
      free += 1
    } else {
      refused += record.count
    }
  }
}
