// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// The way of a product back to its sources and on to its recipients (HD-18.p4-f, QZ-27.p1-b).
///
/// Four things can be asked of it: where it comes from, where it goes, what was done with it, and
/// who answers for it. What cannot be answered is a gap.
package struct ProductTrace: Sendable {
  /// A record on the way.
  package struct Step: Sendable, Hashable {
    /// Which of the four questions it answers.
    package let dimension: TraceDimension
    /// The record.
    package let record: RecordID
    /// Where it stands; nil where it has no state.
    package let state: String?
    /// What else identifies it: a digest or a number.
    package let mark: String?
    /// The account that did it; nil where the platform did, or nobody.
    package let account: RecordID?
    /// The day or instant on which it was done; nil where none is kept.
    package let when: String?

    /// Names a record.
    package init(
      dimension: TraceDimension, record: RecordID, state: String? = nil, mark: String? = nil,
      account: RecordID? = nil, when: String? = nil
    ) {
      self.dimension = dimension
      self.record = record
      self.state = state
      self.mark = mark
      self.account = account
      self.when = when
    }
  }

  /// The most records of one kind that are listed; further ones are a gap of their own.
  package static let stepsMax = 1_000

  /// The product.
  package let product: RecordID
  /// The records, in the order of the way.
  package internal(set) var steps: [Step] = []
  /// What is missing, by code.
  package internal(set) var gaps: [String] = []

  /// Gathers a way.
  package init(product: RecordID, steps: [Step] = [], gaps: [String] = []) {
    self.product = product
    self.steps = steps
    self.gaps = gaps
  }

  /// Who may see the ways of products, each as far as it sees the product itself; nobody to whom
  /// a product is only offered.
  package static let readers = Set(Scopes.authorities.keys)
    .union([.securityAuthority, .operator])

  /// Follows a product; nil when there is none of this id.
  ///
  /// - Parameter versionOf: The version from which a copy of a grant was written; nil when unknown.
  package static func of(
    _ id: RecordID, _ read: any RecordReader,
    versionOf: (Grant, RecordID) throws -> RecordID?
  ) throws -> ProductTrace? {
    guard let product = try read.find(Product.self, id) else { return nil }
    return try withoutActuallyEscaping(versionOf) { versionOf in
      var path = TracePath(trace: ProductTrace(product: id), read: read, versionOf: versionOf)
      try path.follow(product)
      return path.trace
    }
  }
}
