// SPDX-License-Identifier: Apache-2.0

extension TabulationSpec {
  /// Checks the declaration against every bound and shape rule.
  package func check() -> TabulationCheck {
    var refusals: [SpecRefusal] = []
    let subjectName = ColumnName(subject)
    if subjectName == nil { refusals.append(.init("subject", .malformedName)) }
    let dimensionNames = checkDimensions(subjectName, &refusals)
    let checkedMeasures = checkMeasures(subjectName, Set(dimensionNames.map(\.folded)), &refusals)
    let checkedFilters = checkFilters(subjectName, &refusals)
    guard refusals.isEmpty, let subjectName else { return .refused(refusals) }
    return .accepted(
      Tabulation(
        dimensions: dimensionNames, measures: checkedMeasures, subject: subjectName,
        filters: checkedFilters, margins: margins))
  }

  private func checkDimensions(
    _ subject: ColumnName?, _ refusals: inout [SpecRefusal]
  ) -> [ColumnName] {
    if dimensions.isEmpty { refusals.append(.init("dimensions", .empty)) }
    if margins, dimensions.count > Tabulation.dimensionsWithMarginsMax {
      refusals.append(.init("margins", .tooManyDimensionsForMargins))
    }
    guard dimensions.count <= Tabulation.dimensionsMax else {
      refusals.append(.init("dimensions", .tooMany))
      return []
    }
    var names: [ColumnName] = []
    for (index, text) in dimensions.enumerated() {
      let field = "dimensions[\(index)]"
      guard let name = ColumnName(text) else {
        refusals.append(.init(field, .malformedName))
        continue
      }
      if name.folded == subject?.folded { refusals.append(.init(field, .subjectExposed)) }
      if names.contains(where: { $0.folded == name.folded }) {
        refusals.append(.init(field, .duplicate))
      }
      names.append(name)
    }
    return names
  }

  private func checkMeasures(
    _ subject: ColumnName?, _ dimensions: Set<String>, _ refusals: inout [SpecRefusal]
  ) -> [Measure] {
    if measures.isEmpty { refusals.append(.init("measures", .empty)) }
    guard measures.count <= Tabulation.measuresMax else {
      refusals.append(.init("measures", .tooMany))
      return []
    }
    var checked: [Measure] = []
    for (index, declaration) in measures.enumerated() {
      let field = "measures[\(index)]"
      switch Self.checkMeasure(declaration) {
      case .failure(let reason): refusals.append(.init(field, reason))
      case .success(let measure):
        if let folded = measure.column?.folded {
          if folded == subject?.folded { refusals.append(.init(field, .subjectExposed)) }
          if dimensions.contains(folded) { refusals.append(.init(field, .dimensionMeasured)) }
        }
        let twin = checked.contains {
          $0.function == measure.function && $0.column?.folded == measure.column?.folded
        }
        if twin { refusals.append(.init(field, .duplicate)) }
        checked.append(measure)
      }
    }
    return checked
  }

  private static func checkMeasure(_ declaration: MeasureDeclaration) -> MeasureOutcome {
    let extremes = ["min", "max", "minimum", "maximum", "range", "first", "last", "mode"]
    if extremes.contains(declaration.function.lowercased()) { return .failure(.extremeValue) }
    guard let function = MeasureFunction(rawValue: declaration.function) else {
      return .failure(.unsupportedFunction)
    }
    guard let text = declaration.column else {
      return function.needsColumn == true
        ? .failure(.columnNeeded) : .success(Measure(function: function, column: nil))
    }
    if function.needsColumn == false { return .failure(.columnNotTaken) }
    guard let column = ColumnName(text) else { return .failure(.malformedName) }
    return .success(Measure(function: function, column: column))
  }

  private enum MeasureOutcome {
    case success(Measure)
    case failure(SpecRefusal.Reason)
  }
}
