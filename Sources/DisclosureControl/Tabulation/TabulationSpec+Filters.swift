// SPDX-License-Identifier: Apache-2.0

import Foundation

extension TabulationSpec {
  /// Checks the filters; gives those that are sound and adds a refusal for each other.
  func checkFilters(_ subject: ColumnName?, _ refusals: inout [SpecRefusal]) -> [Filter] {
    guard filters.count <= Tabulation.filtersMax else {
      refusals.append(.init("filters", .tooMany))
      return []
    }
    var checked: [Filter] = []
    for (index, declaration) in filters.enumerated() {
      let field = "filters[\(index)]"
      guard let column = ColumnName(declaration.column) else {
        refusals.append(.init(field, .malformedName))
        continue
      }
      if column.folded == subject?.folded {
        refusals.append(.init(field, .subjectExposed))
        continue
      }
      switch Self.comparison(declaration) {
      case .success(let comparison):
        checked.append(Filter(column: column, comparison: comparison))
      case .failure(let reason): refusals.append(.init(field, reason))
      }
    }
    return checked
  }

  private static func comparison(_ declaration: FilterDeclaration) -> ComparisonOutcome {
    let values = declaration.values
    switch declaration.comparison {
    case "in", "notIn":
      guard !values.isEmpty, values.count <= Tabulation.filterValuesMax else {
        return .failure(.wrongValueCount)
      }
      guard values.allSatisfy(isSoundText) else { return .failure(.malformedValue) }
      let normal = values.map(\.precomposedStringWithCanonicalMapping)
      return .success(declaration.comparison == "in" ? .isIn(normal) : .isNotIn(normal))
    case "atLeast", "below":
      guard values.count == 1, let text = values.first else { return .failure(.wrongValueCount) }
      do {
        let bound = try ExactDecimal(parsing: text)
        return .success(declaration.comparison == "atLeast" ? .atLeast(bound) : .below(bound))
      } catch { return .failure(.malformedValue) }
    case "present", "missing":
      guard values.isEmpty else { return .failure(.wrongValueCount) }
      return .success(declaration.comparison == "present" ? .present : .missing)
    default: return .failure(.unsupportedComparison)
    }
  }

  private static func isSoundText(_ text: String) -> Bool {
    text.utf8.count <= 256
      && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
  }

  private enum ComparisonOutcome {
    case success(Filter.Comparison)
    case failure(SpecRefusal.Reason)
  }
}
