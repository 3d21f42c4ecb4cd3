// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
import Gateway
package import Platform

/// What one developer's calls of one product in a period come to, before it is issued.
package struct StatementDraft: Sendable, Hashable {
  /// The product and the developer.
  package let pair: UsageSummary.Pair
  /// The calls.
  package let figures: UsageFigures
  /// The charged calls by price, lowest first.
  package let lines: [StatementLine]
  /// The sum of the lines.
  package let amount: Money
  /// The digest of the records, in the order of edges, segments and lines.
  package let digest: Digest

  /// The fields of it that a report of the platform has.
  func fields() throws -> [String: JSON] {
    [
      "charged": .int(Int64(figures.charged)), "free": .int(Int64(figures.free)),
      "refused": .int(Int64(figures.refused)),
      "lines": .array(try lines.map { try JSON(encoding: $0) }),
      "amount": .string(amount.description), "digest": .string(digest.hex),
    ]
  }

  /// Whether an issued statement says the same.
  package func agrees(with statement: Statement) -> Bool {
    statement.product == pair.product && statement.developer == pair.developer
      && statement.figures == figures && statement.lines == lines && statement.amount == amount
      && statement.digest.text == digest.hex
  }
}

/// Adds records up to a draft.
struct StatementSum {
  private var figures = UsageFigures.none
  private var charged: [Money: Int] = [:]
  private var hasher = Hasher256(.sha256)

  /// Adds the next record.
  mutating func add(_ record: UsageRecord) {
    figures.add(record)
    if record.charged { charged[record.price, default: 0] += 1 }
    hasher.update(Array(record.canonicalText.utf8))
    hasher.update([UInt8(ascii: "\n")])
  }

  /// The draft of what was added.
  func draft(_ pair: UsageSummary.Pair) throws -> StatementDraft {
    do {
      var lines: [StatementLine] = []
      for (price, count) in charged.sorted(by: { $0.key < $1.key }) {
        lines.append(
          StatementLine(
            price: price, charged: count, amount: try price.multiplied(by: Int64(count))))
      }
      return StatementDraft(
        pair: pair, figures: figures, lines: lines, amount: try Money.sum(lines.map(\.amount)),
        digest: hasher.finalize())
    } catch {
      throw MeteringError.overflow
    }
  }
}
