// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite struct JSONAccessTests {
  static let values: [JSON] = [nil, true, 7, "x", [1], ["a": 1]]

  @Test func `each accessor answers for its own kind only`() {
    let found = Self.values.map { value in
      [
        value.isNull, value.bool != nil, value.int != nil, value.string != nil,
        value.array != nil, value.object != nil,
      ]
    }
    for (row, answers) in found.enumerated() {
      for (column, answer) in answers.enumerated() {
        #expect(answer == (row == column), "row \(row), column \(column)")
      }
    }
  }

  @Test func `subscripts of another kind and out of range give nothing`() {
    for value in Self.values.dropLast() { #expect(value["a"] == nil) }
    for value in Self.values where value.array == nil { #expect(value[0] == nil) }
    let list: JSON = [1, 2]
    #expect(list[-1] == nil)
    #expect(list[2] == nil)
    #expect(list[1] == 2)
  }

  @Test func `literals make the values they look like`() {
    let name = "域"
    #expect(("数\(name)" as JSON) == .string("数域"))
    #expect((nil as JSON) == .null)
    #expect((-3 as JSON) == .int(-3))
    #expect((["a": 1, "a": 2] as JSON) == .object(["a": .int(2)]))
    #expect(([] as JSON) == .array([]))
    #expect(([:] as JSON) == .object([:]))
  }

  @Test func `values of different kinds differ and equal ones hash alike`() {
    #expect(Set(Self.values + Self.values).count == Self.values.count)
    #expect(("1" as JSON) != 1)
    #expect((0 as JSON) != false)
    #expect(([nil] as JSON) != [])
  }

  @Test func `two spellings of one text are one key and refused together`() {
    let composed = "{\"\u{E9}\":1,\"e\u{301}\":2}"
    #expect(throws: JSONError.duplicateKey(offset: 8)) { try JSON.parse(composed) }
  }
}
