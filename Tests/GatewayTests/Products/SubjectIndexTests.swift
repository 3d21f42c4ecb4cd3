// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Gateway
import Testing

@Suite struct SubjectIndexTests {
  private let release = Samples.id("RLS", 1)
  private let specification = SHA256.hash(Array("template".utf8))

  private func key(_ byte: UInt8 = 1) throws -> SubjectKey {
    try #require(SubjectKey(bytes: Array(repeating: byte, count: 32)))
  }

  private func bytes(_ rows: [SubjectIndex.Row], fields: [String] = ["a", "b"]) throws -> [UInt8] {
    try SubjectIndex.bytes(
      release: release, specification: specification, fields: fields, rows: rows, key: key())
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `every subject is found and no other`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed)
    let count = Int.random(in: 0...400, using: &random)
    var rows: [SubjectIndex.Row] = []
    for number in 0..<count {
      let first: String? = Bool.random(using: &random) ? "\(number)" : nil
      rows.append(.init(code: "CODE\(number)", values: [first, "值\"\\\n\(number)"]))
    }
    rows.shuffle(using: &random)
    let index = try SubjectIndex(try bytes(rows), key: key())
    #expect(index.header.subjects == count)
    for row in rows {
      #expect(index.values(of: row.code, key: try key()) == row.values, "seed \(seed)")
      #expect(index.values(of: row.code.lowercased(), key: try key()) == row.values)
    }
    for number in count..<count + 50 {
      #expect(index.values(of: "CODE\(number)", key: try key()) == nil, "seed \(seed)")
    }
    #expect(index.values(of: "CODE0", key: try key(2)) == nil)
  }

  @Test func `equal answers have equal bytes and no code stands in them`() throws {
    let rows = (0..<20).map { SubjectIndex.Row(code: "42070019900101\($0)", values: ["x", "y"]) }
    let one = try bytes(rows)
    #expect(try bytes(rows.reversed()) == one)
    #expect(!String(decoding: one, as: UTF8.self).contains("420700"))
  }

  @Test func `one code has another mark in another release`() throws {
    let key = try key()
    #expect(key.mark(of: "A", in: release) != key.mark(of: "A", in: Samples.id("RLS", 2)))
    #expect(key.mark(of: "a", in: release) == key.mark(of: "A", in: release))
    #expect(key.mark(of: "A", in: release) != (try self.key(2)).mark(of: "A", in: release))
    #expect(key.mark(of: "A", in: release).count == 32)
    #expect(SubjectKey(bytes: []) == nil)
  }

  @Test func `any changed byte, and another key, are refused`() throws {
    let good = try bytes((0..<5).map { .init(code: "C\($0)", values: ["1", nil]) })
    for place in good.indices {
      var changed = good
      changed[place] ^= 1
      #expect(throws: SubjectIndexError.self) { _ = try SubjectIndex(changed, key: key()) }
    }
    for length in [0, 1, 68, 69, good.count - 1] {
      #expect(throws: SubjectIndexError.self) {
        _ = try SubjectIndex(Array(good.prefix(length)), key: key())
      }
    }
    #expect(throws: SubjectIndexError.notAuthentic) { _ = try SubjectIndex(good, key: key(2)) }
  }

  @Test func `rows and fields have bounds`() throws {
    #expect(throws: SubjectIndexError.duplicate(row: 2)) {
      _ = try bytes([.init(code: "c", values: ["", ""]), .init(code: "C", values: ["", ""])])
    }
    #expect(throws: SubjectIndexError.row(1)) { _ = try bytes([.init(code: "C", values: [""])]) }
    #expect(throws: SubjectIndexError.row(1)) {
      _ = try bytes([.init(code: "", values: ["", ""])])
    }
    #expect(throws: SubjectIndexError.row(1)) {
      _ = try bytes([.init(code: "C", values: [String(repeating: "v", count: 1_001), ""])])
    }
    #expect(throws: SubjectIndexError.fields) { _ = try bytes([], fields: []) }
    #expect(throws: SubjectIndexError.fields) { _ = try bytes([], fields: ["a", "a"]) }
  }
}
