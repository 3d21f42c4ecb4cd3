// SPDX-License-Identifier: Apache-2.0

/// How the records of two tables over one source relate, by their filters alone.
enum FilterRelation {
  case same
  /// One's records are among the other's.
  case nested
  /// No record is in both.
  case disjoint
  /// Neither can be said.
  case other

  typealias Test = (column: MaskedColumn, comparison: Filter.Comparison)

  init(_ left: [Test], _ right: [Test]) {
    let clash = left.contains { a in
      right.contains { b in a.column == b.column && Self.exclude(a.comparison, b.comparison) }
    }
    let forward = Self.implies(left, right)
    let backward = Self.implies(right, left)
    if forward, backward {
      self = .same
    } else if clash {
      self = .disjoint
    } else {
      self = forward || backward ? .nested : .other
    }
  }

  private static func implies(_ left: [Test], _ right: [Test]) -> Bool {
    right.allSatisfy { b in
      left.contains { a in a.column == b.column && implies(a.comparison, b.comparison) }
    }
  }

  private static func implies(_ a: Filter.Comparison, _ b: Filter.Comparison) -> Bool {
    if a == b { return true }
    switch (a, b) {
    case (.missing, _): return false
    case (_, .present): return true
    case (.isIn(let few), .isIn(let many)): return Set(few).isSubset(of: many)
    case (.isIn(let few), .isNotIn(let no)): return Set(few).isDisjoint(with: no)
    case (.isNotIn(let many), .isNotIn(let few)): return Set(few).isSubset(of: many)
    case (.isIn(let few), .atLeast), (.isIn(let few), .below):
      return few.allSatisfy { ValueClass.value(.label($0)).passes(b) == true }
    case (.atLeast(let high), .atLeast(let low)): return high >= low
    case (.below(let low), .below(let high)): return low <= high
    default: return false
    }
  }

  private static func exclude(_ a: Filter.Comparison, _ b: Filter.Comparison) -> Bool {
    switch (a, b) {
    case (.missing, .missing): return false
    case (.missing, _), (_, .missing): return true
    case (.atLeast(let low), .below(let high)), (.below(let high), .atLeast(let low)):
      return low >= high
    case (.isIn(let values), let test), (let test, .isIn(let values)):
      return values.allSatisfy { ValueClass.value(.label($0)).passes(test) == false }
    default: return false
    }
  }
}
