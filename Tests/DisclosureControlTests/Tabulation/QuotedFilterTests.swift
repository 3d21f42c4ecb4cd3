// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Foundation
import Testing

/// Values of filters that try to leave their quotes, read as an engine reads them: by bytes.
@Suite struct QuotedFilterTests {
  /// A statement taken apart: what stands outside of literals, and the literals.
  private struct Statement: Equatable {
    var outside: [UInt8] = []
    var literals: [[UInt8]] = []

    init(_ sql: String) {
      var rest = Array(sql.utf8)[...]
      while let byte = rest.popFirst() {
        guard byte == 0x27 else {
          outside.append(byte)
          continue
        }
        var literal: [UInt8] = []
        while let byte = rest.popFirst() {
          if byte == 0x27 {
            guard rest.first == 0x27 else { break }
            rest = rest.dropFirst()
          }
          literal.append(byte)
        }
        outside.append(0x27)
        literals.append(literal)
      }
    }
  }

  private func sql(_ values: [String], _ comparison: String = "in") throws -> String {
    let spec = TabulationSpec(
      dimensions: ["county"], measures: [.init(function: "count")], subject: "person",
      filters: [.init(column: "kind", comparison: comparison, values: values)])
    return EvidenceQuery(
      try required(spec.check().tabulation), from: try required(ColumnName("people"))
    ).sql
  }

  /// Signs that make one character of a quote and themselves.
  private static let clinging = [
    "'\u{301}", "\u{600}'", "\u{D4E}'", "'\u{200D}", "'\u{FE0F}", "'\u{20DD}", "\u{110BD}'",
    "\u{6DD}'\u{301}", "'\u{1F3FB}",
  ]

  @Test(arguments: clinging)
  func `a quote that clings to its neighbour stays in its literal`(quote: String) throws {
    let text = "x\(quote) OR true) --"
    let plain = Statement(try sql(["x"]))
    let attacked = Statement(try sql([text]))
    #expect(attacked.outside == plain.outside)
    #expect(
      attacked.literals.contains(Array(text.precomposedStringWithCanonicalMapping.utf8)))
  }

  @Test(arguments: UInt64(1)...80)
  func `whatever a value holds, the statement around it is the same`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pieces =
      Self.clinging + [
        "'", "''", "\\", "\"", ";", ")", " OR 1=1", "--", "/*", "$$", "\u{6570}", "a",
      ]
    let values = (0..<Int.random(in: 1...4, using: &random)).map { _ in
      (0..<Int.random(in: 1...8, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
    }
    for comparison in ["in", "notIn"] {
      let plain = Statement(try sql(values.map { _ in "x" }, comparison))
      let attacked = Statement(try sql(values, comparison))
      #expect(attacked.outside == plain.outside, "seed \(seed)")
      #expect(attacked.literals.count == plain.literals.count, "seed \(seed)")
      let wanted = values.map { Array($0.precomposedStringWithCanonicalMapping.utf8) }
      #expect(wanted.allSatisfy(attacked.literals.contains), "seed \(seed)")
    }
  }

  @Test(arguments: ["atLeast", "below"])
  func `bounds are numbers or nothing`(comparison: String) throws {
    func refusals(_ value: String) -> [SpecRefusal] {
      TabulationSpec(
        dimensions: ["g"], measures: [.init(function: "count")], subject: "p",
        filters: [.init(column: "v", comparison: comparison, values: [value])]
      ).check().refusals
    }
    for value in ["1e3", "1\u{301}", "\u{600}1", "0x1", "1;--", "NaN", "", "\u{FF11}", "1_0"] {
      #expect(refusals(value) == [SpecRefusal("filters[0]", .malformedValue)], "\(value)")
    }
    #expect(refusals("-12.5").isEmpty)
    #expect(try sql(["-0.000001"], comparison).contains("-0.000001"))
  }

  @Test func `values are bounded in length and hold no control characters`() throws {
    func accepts(_ text: String) -> Bool {
      TabulationSpec(
        dimensions: ["g"], measures: [.init(function: "count")], subject: "p",
        filters: [.init(column: "v", comparison: "in", values: [text])]
      ).check().tabulation != nil
    }
    #expect(accepts(String(repeating: "x", count: 256)))
    #expect(!accepts(String(repeating: "x", count: 257)))
    #expect(!accepts(String(repeating: "\u{6570}", count: 86)))
    for text in ["\u{0}", "a\nb", "\u{7F}", "\u{9F}", "\u{1B}[0m"] { #expect(!accepts(text)) }
    #expect(accepts(""))
  }
}
