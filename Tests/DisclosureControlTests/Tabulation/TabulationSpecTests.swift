// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Foundation
import Testing

@Suite struct TabulationSpecTests {
  private let sound = TabulationSpec(
    dimensions: ["county", "sex"],
    measures: [.init(function: "count"), .init(function: "sum", column: "tax")],
    subject: "person_id", margins: true)

  @Test func `a sound declaration is accepted`() throws {
    let tabulation = try #require(sound.check().tabulation)
    #expect(tabulation.dimensions.map(\.text) == ["county", "sex"])
    #expect(tabulation.measuredColumns.map(\.text) == ["tax"])
    #expect(tabulation.margins)
  }

  @Test(arguments: [
    "", "1a", "a b", "a-b", "a\"b", "a;drop", "\u{430}ge", "a\u{0}", "\u{59D3}\u{540D}",
    String(repeating: "a", count: 64),
  ])
  func `names of another form are refused everywhere`(name: String) {
    var spec = sound
    spec.dimensions[0] = name
    #expect(spec.check().refusals == [SpecRefusal("dimensions[0]", .malformedName)])
    spec = sound
    spec.subject = name
    #expect(spec.check().refusals == [SpecRefusal("subject", .malformedName)])
    spec = sound
    spec.measures[1].column = name
    #expect(spec.check().refusals == [SpecRefusal("measures[1]", .malformedName)])
    spec = sound
    spec.filters = [.init(column: name, comparison: "present")]
    #expect(spec.check().refusals == [SpecRefusal("filters[0]", .malformedName)])
  }

  @Test(arguments: ["min", "max", "MAX", "minimum", "first", "mode"])
  func `extreme values are refused with their reason`(function: String) {
    var spec = sound
    spec.measures[1].function = function
    #expect(spec.check().refusals == [SpecRefusal("measures[1]", .extremeValue)])
  }

  @Test func `measures must fit their function`() {
    let cases: [(MeasureDeclaration, SpecRefusal.Reason)] = [
      (.init(function: "sum"), .columnNeeded), (.init(function: "mean"), .columnNeeded),
      (.init(function: "contributors", column: "tax"), .columnNotTaken),
      (.init(function: "median", column: "tax"), .unsupportedFunction),
      (.init(function: "Count"), .unsupportedFunction),
      (.init(function: "sum", column: "person_id"), .subjectExposed),
      (.init(function: "sum", column: "PERSON_ID"), .subjectExposed),
      (.init(function: "sum", column: "Sex"), .dimensionMeasured),
      (.init(function: "count"), .duplicate),
    ]
    for (measure, reason) in cases {
      var spec = sound
      spec.measures[1] = measure
      #expect(spec.check().refusals == [SpecRefusal("measures[1]", reason)])
    }
  }

  @Test func `the subject may not be a dimension or a filter`() {
    var spec = sound
    spec.dimensions[1] = "Person_Id"
    #expect(spec.check().refusals == [SpecRefusal("dimensions[1]", .subjectExposed)])
    spec = sound
    spec.filters = [.init(column: "person_id", comparison: "in", values: ["x"])]
    #expect(spec.check().refusals == [SpecRefusal("filters[0]", .subjectExposed)])
  }

  @Test func `lists are bounded`() {
    var spec = sound
    spec.dimensions = (0..<9).map { "d\($0)" }
    #expect(
      spec.check().refusals == [
        SpecRefusal("margins", .tooManyDimensionsForMargins), SpecRefusal("dimensions", .tooMany),
      ])
    spec.dimensions = (0..<6).map { "d\($0)" }
    #expect(spec.check().refusals.map(\.reason) == [.tooManyDimensionsForMargins])
    spec.margins = false
    #expect(spec.check().refusals.isEmpty)
    spec.measures = (0..<17).map { .init(function: "sum", column: "m\($0)") }
    #expect(spec.check().refusals == [SpecRefusal("measures", .tooMany)])
    spec.measures = []
    #expect(spec.check().refusals == [SpecRefusal("measures", .empty)])
    spec = sound
    spec.dimensions = []
    #expect(spec.check().refusals == [SpecRefusal("dimensions", .empty)])
    spec = sound
    spec.dimensions = ["a", "A"]
    #expect(spec.check().refusals == [SpecRefusal("dimensions[1]", .duplicate)])
  }

  @Test func `filters are bounded and typed`() {
    let cases: [(FilterDeclaration, SpecRefusal.Reason)] = [
      (.init(column: "c", comparison: "like", values: ["x"]), .unsupportedComparison),
      (.init(column: "c", comparison: "in"), .wrongValueCount),
      (
        .init(column: "c", comparison: "in", values: Array(repeating: "x", count: 101)),
        .wrongValueCount
      ),
      (.init(column: "c", comparison: "in", values: ["a\u{0}b"]), .malformedValue),
      (
        .init(column: "c", comparison: "in", values: [String(repeating: "x", count: 257)]),
        .malformedValue
      ),
      (.init(column: "c", comparison: "atLeast", values: ["NaN"]), .malformedValue),
      (.init(column: "c", comparison: "below", values: ["1e309"]), .malformedValue),
      (.init(column: "c", comparison: "below", values: ["1; DROP"]), .malformedValue),
      (.init(column: "c", comparison: "below", values: ["1", "2"]), .wrongValueCount),
      (.init(column: "c", comparison: "missing", values: ["1"]), .wrongValueCount),
    ]
    for (filter, reason) in cases {
      var spec = sound
      spec.filters = [filter]
      #expect(spec.check().refusals == [SpecRefusal("filters[0]", reason)])
    }
    var spec = sound
    spec.filters = Array(repeating: .init(column: "c", comparison: "present"), count: 17)
    #expect(spec.check().refusals == [SpecRefusal("filters", .tooMany)])
  }

  @Test func `a declaration survives JSON and unknown keys are refused`() throws {
    var spec = sound
    spec.filters = [.init(column: "year", comparison: "in", values: ["2025"])]
    let data = try JSONEncoder().encode(spec)
    #expect(try JSONDecoder().decode(TabulationSpec.self, from: data) == spec)
    let short = #"{"dimensions":["a"],"measures":[{"function":"count"}],"subject":"s"}"#
    let decoded = try JSONDecoder().decode(TabulationSpec.self, from: Data(short.utf8))
    #expect(!decoded.margins && decoded.filters.isEmpty)
    for bad in [
      #"{"dimensions":["a"],"measures":[],"subject":"s","extra":1}"#,
      #"{"dimensions":["a"],"measures":[{"function":"count","as":"x"}],"subject":"s"}"#,
      #"{"dimensions":["a"],"measures":[],"subject":"s","filters":[{"column":"c","op":"in"}]}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(TabulationSpec.self, from: Data(bad.utf8))
      }
    }
  }

  @Test func `refusals never repeat what was declared`() {
    var spec = sound
    spec.dimensions[0] = "secret name"
    #expect(!String(describing: spec.check().refusals).contains("secret"))
  }
}
