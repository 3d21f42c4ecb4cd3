// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// Released cubes in hostile writings: what is read back is what was written, or nothing.
@Suite struct CubeMutationTests {
  private static let labels = [
    "", "a", "A", "\"", "\\", "/", "\u{1}", "\u{1F}", "\u{7F}", "\u{2028}", "\u{6570}\u{57DF}",
    "\u{1F600}",
    "e\u{301}", "null", "true", "\",\"", "]}", "a\u{0}b", "'\u{301}", "\u{10FFFF}",
  ]

  private func cube(_ seed: UInt64) throws -> ReleasedCube {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...3, using: &random)
    let axes = (0..<count).map { _ in
      let labels = Set(
        (0..<Int.random(in: 0...3, using: &random)).compactMap { _ in
          Self.labels.randomElement(using: &random)
        })
      var axis = labels.map { Coordinate.label($0) }.sorted()
      if Bool.random(using: &random) { axis.append(.missing) }
      if Bool.random(using: &random) { axis.append(.total) }
      return axis
    }
    let shape = try #require(CubeShape(axes: axes))
    let values = ["0", "12", "-3.50", "", "9999999999999999999999999999", "0.000001"]
    return try #require(
      ReleasedCube(
        dimensions: Array(["r", "c", "d"].prefix(count)),
        measures: [.init(function: "count"), .init(function: "sum", column: "v\"")],
        shape: shape, rounding: CountRounding.allCases.randomElement(using: &random) ?? .none,
        cells: (0..<shape.count).map { _ in
          Int.random(in: 0..<4, using: &random) == 0
            ? .withheld
            : .published(
              [0, 1].map { _ in values.randomElement(using: &random) ?? "" })
        }))
  }

  @Test(arguments: UInt64(1)...80)
  func `a cube survives its bytes and every cell its key`(seed: UInt64) throws {
    let cube = try cube(seed)
    let read = try ReleasedCube(canonicalJSON: cube.canonicalJSON)
    #expect(read == cube && read.canonicalJSON == cube.canonicalJSON, "seed \(seed)")
    for cell in cube.cells.indices {
      let key = cube.shape.key(of: cell)
      #expect(cube.shape.index(of: key) == cell && cube[key] == cube.cells[cell], "seed \(seed)")
      let parameters = Dictionary(uniqueKeysWithValues: zip(cube.dimensions, key.coordinates))
      switch (cube.answer(parameters: parameters), cube.cells[cell]) {
      case (.withheld, .withheld): break
      case (.value(let told), .published(let known)): #expect(told == known)
      default: Issue.record("seed \(seed): cell \(cell)")
      }
    }
    #expect(cube[CellKey([.label("nowhere")])] == nil)
    #expect(cube[CellKey([])] == nil && cube.answer(parameters: ["x": .total]) == .outsideDomain)
  }

  @Test(arguments: UInt64(1)...40)
  func `changed bytes are refused or are the canonical bytes of another cube`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &* 101)
    let bytes = try cube(seed).canonicalJSON
    let pieces = Array("\"[]{},:0123456789ntfeE+-. \\u\u{0}".utf8) + [0xFF, 0xC3]
    var accepted = 0
    for _ in 0..<60 {
      var other = bytes
      let place = Int.random(in: other.indices, using: &random)
      let piece = pieces.randomElement(using: &random) ?? 0
      switch Int.random(in: 0..<4, using: &random) {
      case 0: other[place] = piece
      case 1: other.insert(piece, at: place)
      case 2: other.remove(at: place)
      default: other.swapAt(place, Int.random(in: other.indices, using: &random))
      }
      do {
        let read = try ReleasedCube(canonicalJSON: other)
        #expect(read.canonicalJSON == other, "seed \(seed)")
        accepted += 1
      } catch {
        continue
      }
    }
    #expect(accepted < 60, "seed \(seed)")
  }

  @Test(arguments: [
    "[[[[", #"{"axes":[]}"#, #"{"axes":[[true,true]],"cells":[null,null],"#,
    #"{"axes":[["b","a"]],"cells":[null,null],"dimensions":["g"],"format":"shuyu-cube-1","#
      + #""measures":[],"rounding":"none"}"#,
    #"{"axes":[["a","a"]],"cells":[null,null],"dimensions":["g"],"format":"shuyu-cube-1","#
      + #""measures":[],"rounding":"none"}"#,
    #"{"axes":[[false]],"cells":[null],"dimensions":["g"],"format":"shuyu-cube-1","#
      + #""measures":[],"rounding":"none"}"#,
    #"{"axes":[[1]],"cells":[null],"dimensions":["g"],"format":"shuyu-cube-1","#
      + #""measures":[],"rounding":"none"}"#,
    #"{"axes":[["a"]],"cells":[],"dimensions":["g"],"format":"shuyu-cube-1","#
      + #""measures":[],"rounding":"none"}"#,
    #"{"axes":[["a"]],"cells":[["1"]],"dimensions":["g"],"format":"shuyu-cube-1","#
      + #""measures":[],"rounding":"none"}"#,
    #"{"axes":[["a"]],"axes":[["a"]],"cells":[null],"dimensions":["g"],"#
      + #""format":"shuyu-cube-1","measures":[],"rounding":"none"}"#,
  ])
  func `what is no cube is none`(text: String) {
    #expect(throws: CubeFormatError.self) { try ReleasedCube(canonicalJSON: Array(text.utf8)) }
  }

  @Test(arguments: [
    "-0", "+1", "01", "1.", ".5", "1e3", "NaN", "0x1", " 1", "1\u{301}", "\u{FF11}", "0.0000001",
    "1.0000000", "-0.00", "99999999999999999999999999999",
  ])
  func `values are written in one way`(text: String) throws {
    let shape = try #require(CubeShape(axes: [[.label("a")]]))
    #expect(
      ReleasedCube(
        dimensions: ["g"], measures: [.init(function: "count")], shape: shape, rounding: .none,
        cells: [.published([text])]) == nil)
  }

  @Test func `grids have exact bounds and one place for each coordinate`() throws {
    let axis = (0..<1_000).map { Coordinate.label(String(1_000 + $0)) }
    #expect(CubeShape(axes: [axis, Array(axis.prefix(100))])?.count == Tabulation.cellsMax)
    #expect(CubeShape(axes: [axis, Array(axis.prefix(101))]) == nil)
    #expect(CubeShape(axes: Array(repeating: axis, count: 8)) == nil)
    #expect(CubeShape(axes: [])?.count == 1 && CubeShape(axes: [[]])?.count == 0)
    let shape = try #require(CubeShape(axes: [axis]))
    for (place, coordinate) in axis.enumerated() {
      #expect(shape.position(of: coordinate, in: 0) == place)
    }
    for outside in [Coordinate.label("0"), .label("9"), .label("1000 "), .missing, .total] {
      #expect(shape.position(of: outside, in: 0) == nil)
    }
    #expect(try #require(CubeShape(axes: [[]])).lines(along: 0).isEmpty)
  }
}
