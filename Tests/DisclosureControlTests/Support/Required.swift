// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// Unwraps a value a test needs, failing the test when it is absent.
func required<Value>(_ value: Value?) throws -> Value {
  try #require(value)
}

/// A checked tabulation for tests.
func tabulation(
  _ dimensions: [String], _ measures: [(String, String?)], margins: Bool = false
) throws -> Tabulation {
  let spec = TabulationSpec(
    dimensions: dimensions,
    measures: measures.map { MeasureDeclaration(function: $0.0, column: $0.1) },
    subject: "person", margins: margins)
  let check = spec.check()
  return try required(check.tabulation)
}

/// A key made of labels; `nil` stands for the total.
func key(_ labels: String?...) -> CellKey {
  CellKey(labels.map { $0.map(Coordinate.label) ?? .total })
}
