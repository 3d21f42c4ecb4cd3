// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Foundation
import Testing

@Suite struct ReleasedCubeTests {
  private func cube(margins: Bool = true) throws -> ReleasedCube {
    let table = try CountTable.evidence(
      [[15, 30], [40, 25]], rows: ["A", "\u{8862}\u{5DDE}"], columns: ["f", "m\"\\"],
      margins: margins)
    return try required(Suppressor(.suggested).release(table).cube)
  }

  @Test func `queries are answered from the reviewed cube only`() throws {
    let cube = try cube()
    let f = Coordinate.label("f")
    #expect(cube.answer(parameters: ["r": .label("A"), "c": f]) == .value(["15"]))
    #expect(cube.answer(parameters: ["c": f]) == .value(["55"]))
    #expect(cube.answer(parameters: [:]) == .value(["110"]))
    for outside: [String: Coordinate] in [
      ["r": .label("a"), "c": f], ["r": .label("\u{FF21}"), "c": f], ["r": .missing, "c": f],
      ["r": .label("A"), "c": f, "x": f], ["R": .label("A")], ["r": .label("A'--")],
      ["r": .label("A\u{0}")], ["r": .label(String(repeating: "A", count: 100_000))],
    ] {
      #expect(cube.answer(parameters: outside) == .outsideDomain)
    }
  }

  @Test func `without margins every dimension must be named`() throws {
    let cube = try cube(margins: false)
    #expect(cube.answer(parameters: ["r": .label("A")]) == .outsideDomain)
    #expect(
      cube.answer(parameters: ["r": .label("A"), "c": .total]) == .outsideDomain)
  }

  @Test func `a withheld cell is answered as withheld`() throws {
    let table = try CountTable.evidence([[3, 30], [40, 25]], margins: false)
    let cube = try #require(Suppressor(.suggested).release(table).cube)
    let answer = cube.answer(parameters: ["r": .label("r0"), "c": .label("c0")])
    #expect(answer == .withheld)
  }

  @Test func `the whole domain can be asked and nothing else answers`() throws {
    let cube = try cube()
    for cell in cube.cells.indices {
      let coordinates = cube.shape.key(of: cell).coordinates
      let parameters = Dictionary(uniqueKeysWithValues: zip(cube.dimensions, coordinates))
      guard case .published(let values) = cube.cells[cell] else { continue }
      #expect(cube.answer(parameters: parameters) == .value(values))
    }
  }

  @Test func `canonical bytes are these and read back`() throws {
    let bytes = try cube().canonicalJSON
    let expected =
      #"{"axes":[["A","\#u{8862}\#u{5DDE}",true],["f","m\"\\",true]],"#
      + #""cells":[["15"],["30"],["45"],["40"],["25"],["65"],["55"],["55"],["110"]],"#
      + #""dimensions":["r","c"],"format":"shuyu-cube-1","#
      + #""measures":[{"function":"count"}],"rounding":"none"}"#
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
    #expect(try ReleasedCube(canonicalJSON: bytes) == cube())
  }

  @Test func `withheld cells and missing values survive`() throws {
    let records = (0..<40).map { number in
      Record([number < 3 ? "a" : number < 20 ? nil : "b"], "p\(number)", [number])
    }
    let declared = try tabulation(["g"], [("count", nil), ("mean", "v")])
    let table = try ReferenceEvidence(tabulation: declared, records: records).table()
    let cube = try #require(Suppressor(.suggested).release(table).cube)
    #expect(cube.cells == [.withheld, .published(["20", "29.50"]), .published(["17", "11.00"])])
    #expect(try ReleasedCube(canonicalJSON: cube.canonicalJSON) == cube)
  }

  @Test func `any other writing of the same cube is refused`() throws {
    let text = String(decoding: try cube().canonicalJSON, as: UTF8.self)
    for other in [
      " " + text, text + "\n", text.replacing("\"A\"", with: "\"\\u0041\""),
      text.replacing("\"rounding\":\"none\"", with: "\"rounding\":\"none\",\"x\":1"),
    ] {
      #expect(throws: CubeFormatError.notCanonical) {
        try ReleasedCube(canonicalJSON: Array(other.utf8))
      }
    }
  }

  @Test func `parts that do not fit are refused`() throws {
    let text = String(decoding: try cube().canonicalJSON, as: UTF8.self)
    for (from, to) in [
      ("[\"15\"],", ""), ("[\"15\"]", "[\"15\",\"1\"]"), ("[\"15\"]", "[\"015\"]"),
      ("[\"15\"]", "[\"NaN\"]"), ("[\"f\",", "[\"z\","), ("[\"r\",\"c\"]", "[\"r\",\"r\"]"),
      ("[\"r\",\"c\"]", "[\"r\"]"), ("true]", "true,true]"),
    ] {
      let other = text.replacing(from, with: to, maxReplacements: 1)
      #expect(throws: CubeFormatError.inconsistent, "\(to)") {
        try ReleasedCube(canonicalJSON: Array(other.utf8))
      }
    }
    for other in ["", "{}", "null", "[1", text.replacing("cube-1", with: "cube-2")] {
      #expect(throws: CubeFormatError.malformed) {
        try ReleasedCube(canonicalJSON: Array(other.utf8))
      }
    }
  }
}
