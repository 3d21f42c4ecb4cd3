// SPDX-License-Identifier: Apache-2.0

/// How figures that a record of a duty states hang together; the platform computes it.
///
/// Figures have at most two decimals. Amounts are in yuan and rates in per cent.
package enum DutyFigures: Codable, Hashable, Sendable {
  /// Parts that together make a number, such as shares that make 100.
  case total(parts: [String], is: Int)
  /// Parts that must each be above nothing, such as the share of each of four parties.
  case positive(parts: [String])
  /// Parts that must each lie below another, such as a discount below the standard fee.
  case below(parts: [String], than: String)
  /// A part that is the sum of others with a rate added: cost × (1 + rate).
  case withRate(parts: [String], rate: String, is: String)
  /// Parts that are numbers and nothing more, such as scores.
  case numbers(parts: [String])

  /// Every part that must be a figure.
  package var parts: [String] {
    switch self {
    case .total(let parts, _), .numbers(let parts), .positive(let parts): parts
    case .below(let parts, let than): parts + [than]
    case .withRate(let parts, let rate, let result): parts + [rate, result]
    }
  }
}

extension DutyFigures {
  /// Reads `{total: [a, b], is: 100}`, `{below: [a, b], than: c}`, `{numbers: [a, b]}`,
  /// `{positive: [a, b]}` or `{sum: [a, b], rate: r, gives: c}`.
  init(_ section: ProfileSection) {
    if let parts = section.plainIfPresent("total", .list(.name)) {
      self = .total(parts: parts, is: section.plain("is", .int(1...1_000_000)))
    } else if let parts = section.plainIfPresent("below", .list(.name)) {
      self = .below(parts: parts, than: section.plain("than", .name))
    } else if let parts = section.plainIfPresent("numbers", .list(.name)) {
      self = .numbers(parts: parts)
    } else if let parts = section.plainIfPresent("positive", .list(.name)) {
      self = .positive(parts: parts)
    } else {
      self = .withRate(
        parts: section.plain("sum", .list(.name)), rate: section.plain("rate", .name),
        is: section.plain("gives", .name))
    }
  }
}

/// A part of a duty's record that takes one of a few words.
package struct DutyChoice: Codable, Hashable, Sendable {
  /// The part.
  package let part: String
  /// What it can be.
  package let words: [Labelled]
}

extension DutyChoice {
  /// Reads the section.
  init(_ section: ProfileSection) {
    part = section.plain("part", .name)
    words = section.plain("of", .labelled)
    if words.isEmpty { section.report("lists nothing to choose from") }
  }
}

/// A part of a duty's record that names every record of another duty about the same matter, so
/// that nobody weighs what they did not look at.
///
/// A record about an agreement names those about this agreement; one about an application names
/// those about every agreement that its applicant ever had in the place.
package struct DutyLink: Codable, Hashable, Sendable {
  /// The part.
  package let part: String
  /// The other duty.
  package let duty: String
}

extension DutyLink {
  /// Reads the section.
  init(_ section: ProfileSection) {
    part = section.plain("part", .name)
    duty = section.plain("duty", .name)
  }
}

/// Who confirms a record of a duty before it counts.
package struct DutyConfirmation: Codable, Hashable, Sendable {
  /// Any of these.
  package let by: [Capacity]
  /// Whether another person or another organisation than the one that recorded it.
  package let separation: Separation
}

extension DutyConfirmation {
  /// Reads the section.
  init(_ section: ProfileSection) {
    by = section.plain("by", .list(.oneOf(Capacity.implementingBody)))
    separation = section.plainIfPresent("separation", .oneOf(Separation.person)) ?? .person
    if by.isEmpty { section.report("is nobody's: `by` names who confirms it") }
    if separation == .none { section.report("judges, so it is another person or organisation") }
  }
}
