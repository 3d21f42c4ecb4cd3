// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform anchors a closed segment of usage records; numbers of an edge have no gap.
package struct AnchorUsage: Action {
  let edge: String
  let sequence: Int
  let digest: DigestText
  let records: Int
  let from: InstantText
  let until: InstantText
  let counts: [UsageCount]

  /// The most products and developers of one segment.
  static let countsMax: Int64 = 300

  /// The declaration.
  package static let spec = Spec<Self>(
    "usage.anchor", zh: "固化使用记录", en: "Anchor usage records", capacities: [.system],
    clauses: ["EZ-02.15-b"],
    fields: Field("edge", zh: "边缘节点", en: "Edge", bounds: 1...60),
    Field("sequence", zh: "序号", en: "Sequence", bounds: 1...1_000_000_000),
    Field("digest", zh: "摘要", en: "Digest"),
    Field("records", zh: "记录数", en: "Records", bounds: 1...1_000_000_000),
    Field("from", zh: "首条时间", en: "First record"),
    Field("until", zh: "末条时间", en: "Last record"),
    Field("counts", zh: "各产品次数", en: "Counts", bounds: 1...countsMax), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let same: UsageSegment?
    let hasPrevious: Bool
    let unknown: [RecordID]
  }

  /// The segment of this number, the one before, and products that are not there.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    Facts(
      same: try segment(sequence, read, context),
      hasPrevious: try sequence == 1 || segment(sequence - 1, read, context) != nil,
      unknown: try Set(counts.map(\.product)).sorted().filter {
        try read.find(Product.self, $0)?.place != context.place
      })
  }

  private func segment(
    _ sequence: Int, _ read: any RecordReader, _ context: Context
  ) throws -> UsageSegment? {
    try read.first(
      UsageSegment.self, .equal("place", context.place), .equal("edge", edge),
      Condition("sequence", .equal, .int(Int64(sequence))))
  }

  /// The next of its edge, once, with counts that add up.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    if let same = facts.same {
      return .refused(
        same.digest == digest
          ? Reason("usage.anchor.already", zh: "该段已固化", en: "the segment is anchored already")
          : Reason(
            "usage.anchor.conflict", zh: "同一序号已固化另一段记录",
            en: "another segment of this number is anchored", field: "sequence"))
    }
    var reasons: [Reason] = []
    if !facts.hasPrevious {
      reasons.append(
        Reason(
          "usage.anchor.gap", zh: "前一段尚未固化", en: "the segment before is not anchored",
          field: "sequence"))
    }
    if !facts.unknown.isEmpty { reasons.append(MarketReasons.unknownProduct("counts")) }
    let pairs = Set(counts.map { [$0.product, $0.developer] })
    if counts.reduce(0, { $0 + $1.figures.records }) != records || pairs.count != counts.count {
      reasons.append(
        Reason(
          "usage.anchor.sum", zh: "各产品次数与记录数不符",
          en: "the counts do not add up to the number of records", field: "counts"))
    }
    if until.instant < from.instant {
      reasons.append(
        Reason("usage.anchor.times", zh: "末条早于首条", en: "it ends before it begins", field: "until"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(UsageSegment.table)
    let segment = UsageSegment(
      id: id, place: context.place, edge: edge, sequence: sequence, digest: digest,
      records: records, from: from, until: until,
      counts: counts.sorted { ($0.product, $0.developer) < ($1.product, $1.developer) })
    return .allowed(Event(UsageAnchored(subject: id, segment: segment)), id: id)
  }
}

/// A segment of usage records was anchored.
package struct UsageAnchored: DomainEvent {
  /// The stable type.
  package static let type = "usage.anchored"
  /// The segment.
  package let subject: RecordID
  let segment: UsageSegment

  /// Adds the segment and its figures to products and totals.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    var changes: [Change] = [.put(segment)]
    for (id, counts) in Dictionary(grouping: segment.counts, by: \.product) {
      guard var product = try read.find(Product.self, id) else { continue }
      product.usage = counts.reduce(product.usage) { $0.adding($1.figures) }
      changes.append(.put(product))
    }
    for count in segment.counts {
      let id = UsageTotal.id(product: count.product, developer: count.developer)
      var total =
        try read.find(UsageTotal.self, id)
        ?? UsageTotal(
          id: id, place: segment.place, product: count.product, developer: count.developer,
          anchored: .none, stated: .none)
      total.anchored = total.anchored.adding(count.figures)
      changes.append(.put(total))
    }
    return changes
  }
}
