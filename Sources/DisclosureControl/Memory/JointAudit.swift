// SPDX-License-Identifier: Apache-2.0

/// Examines what all tables over one source give away together.
///
/// An intruder knows every published number and that no group holds fewer than nobody. A secret,
/// a withheld cell or a group of few people, is cleared by two populations of whole people that
/// fit everything published and differ in it: whatever finds them, they prove it. A secret with
/// one possible value is disclosed. Where neither is shown, the tables are not cleared.
struct JointAudit {
  /// Most secrets that are examined.
  static let secretsMax = 4_000
  /// Most published cells that are used.
  static let cellsMax = 600

  /// What was found.
  enum Answer: Hashable {
    case cleared
    /// How many withheld cells, and how many groups of few people, have one possible value.
    case disclosed(withheld: Int, groups: Int)
    case notCleared
  }

  let tables: [RememberedTable]
  /// Columns whose values follow from others', which the intruder knows.
  let links: [ColumnLink]
  /// Groups of fewer people are secret.
  let threshold: Int
  /// Whether every subject has one record, so that records are people.
  let isOneRecordEach: Bool

  /// Examines the tables.
  func answer() -> Answer {
    guard let unit, let domain = JointDomain(tables, links: links),
      let system = JointSystem(tables, domain, in: unit),
      system.cells.count <= Self.cellsMax,
      let groups = domain.groups(atMost: Self.secretsMax),
      var solver = JointSolver(
        system, secrets: system.withheld + groups.map(system.possible))
    else { return .notCleared }
    var withheld = 0
    var small = 0
    var isOpen = false
    for secret in solver.secrets.indices {
      switch solver.range(of: secret) {
      case .open: continue
      case .unknown: isOpen = true
      case .single(let value):
        if secret < system.withheld.count {
          withheld += 1
        } else if value > 0, value < threshold {
          small += 1
        } else if value > 0, !isPeopleAlone, !system.holdsPublished(solver.secrets[secret]) {
          isOpen = true
        }
      }
    }
    for difference in system.differences where difference.value > 0 {
      if difference.value < threshold {
        small += 1
      } else if !isPeopleAlone, !system.holdsPublished(difference.atoms) {
        isOpen = true
      }
    }
    if withheld + small > 0 { return .disclosed(withheld: withheld, groups: small) }
    return isOpen ? .notCleared : .cleared
  }

  /// The unit in which all numbers are exact and add up over groups.
  private var unit: CellPeople.Unit? {
    guard tables.allSatisfy({ $0.cube.rounding == .none }) else { return nil }
    return CellPeople.Unit.allCases.first { unit in
      (isOneRecordEach || unit == .records) && tables.allSatisfy { $0.units.contains(unit) }
    }
  }

  /// Whether a group's number is the number of people behind all its figures.
  private var isPeopleAlone: Bool {
    isOneRecordEach && tables.allSatisfy { $0.cube.measures.allSatisfy { $0.column == nil } }
  }
}
