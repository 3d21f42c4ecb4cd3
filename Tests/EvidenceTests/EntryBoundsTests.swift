// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
import Testing

@Suite("Bounds of an entry")
struct EntryBoundsTests {
  private func entry(_ facts: JSON) -> Entry {
    let subject = Samples.id("AGR", 1)
    return Entry(
      type: "a", outcome: .allowed, at: Samples.time,
      events: [EntryEvent(type: "b", subject: subject, facts: facts)],
      chain: [ChainLink(subject: subject, sequence: 0, previous: nil)])
  }

  private func wide(events: Int, subjects: Int) -> Entry {
    let ids = (0..<subjects).map { Samples.id("AGR", $0) }
    return Entry(
      type: "a", outcome: .allowed, at: Samples.time,
      events: (0..<events).map { EntryEvent(type: "b", subject: ids[$0 % subjects]) },
      chain: ids.map { ChainLink(subject: $0, sequence: 0, previous: nil) })
  }

  @Test func `64 events and 64 subjects fit, 65 do not`() throws {
    #expect(try wide(events: 64, subjects: 64).encode().count < EntryBounds.bytesMax)
    #expect(throws: EvidenceError.tooMany(field: "events", count: 65, countMax: 64)) {
      try wide(events: 65, subjects: 1).encode()
    }
    #expect(throws: EvidenceError.tooMany(field: "chain", count: 65, countMax: 64)) {
      try wide(events: 1, subjects: 65).encode()
    }
  }

  @Test func `a list of clauses or reasons has at most 256 elements`() throws {
    var entry = Samples.small()
    entry.clauses = Array(repeating: "EZ-01", count: 256)
    #expect(try !entry.encode().isEmpty)
    entry.clauses.append("EZ-01")
    #expect(throws: EvidenceError.tooMany(field: "clauses", count: 257, countMax: 256)) {
      try entry.encode()
    }
    var refusal = Samples.refusal()
    refusal.reasons[1].clauses = entry.clauses
    #expect(throws: EvidenceError.tooMany(field: "reasons[1].clauses", count: 257, countMax: 256)) {
      try refusal.encode()
    }
    refusal.reasons = Array(repeating: EntryReason(code: "x"), count: 257)
    #expect(throws: EvidenceError.tooMany(field: "reasons", count: 257, countMax: 256)) {
      try refusal.encode()
    }
  }

  @Test func `a text of 4,096 bytes fits, one byte more does not, wherever it stands`() throws {
    let longest = String(repeating: "\u{6570}", count: 1365) + "a"
    #expect(longest.utf8.count == 4096)
    let longer = longest + "a"
    #expect(try !entry(["x": .string(longest)]).encode().isEmpty)
    #expect(try !entry(.object([longest: 1])).encode().isEmpty)
    #expect(throws: EvidenceError.textTooLong(field: "events[0].facts.x", bytes: 4097)) {
      try entry(["x": .string(longer)]).encode()
    }
    #expect(throws: EvidenceError.textTooLong(field: "events[0].facts.x[1]", bytes: 4097)) {
      try entry(["x": [1, .string(longer)]]).encode()
    }
    #expect(throws: EvidenceError.textTooLong(field: "events[0].facts", bytes: 4097)) {
      try entry(.object([longer: 1])).encode()
    }
    for path in [\Entry.capacity, \Entry.place] {
      var small = Samples.small()
      small[keyPath: path] = longer
      #expect(throws: EvidenceError.self) { try small.encode() }
    }
    var small = Samples.small()
    small.type = longer
    #expect(throws: EvidenceError.textTooLong(field: "type", bytes: 4097)) { try small.encode() }
  }

  @Test func `whole numbers stay within what every reader keeps exactly`() throws {
    let most: Int64 = 9_007_199_254_740_991
    #expect(try !entry(["x": .int(most), "y": .int(-most)]).encode().isEmpty)
    for number in [most + 1, -most - 1, .max, .min] {
      #expect(throws: EvidenceError.numberTooLarge(field: "events[0].facts.x")) {
        try entry(["x": .int(number)]).encode()
      }
    }
  }

  @Test func `facts nest up to the bound and no further`() throws {
    func nested(_ depth: Int) -> JSON {
      (0..<depth).reduce(.int(1)) { value, _ in .array([value]) }
    }
    #expect(try !entry(["x": nested(12)]).encode().isEmpty)
    #expect(throws: EvidenceError.self) { try entry(["x": nested(13)]).encode() }
    #expect(throws: EvidenceError.self) { try entry(["x": nested(500)]).encode() }
  }

  @Test func `an entry of exactly 65,535 bytes fits, one more does not`() throws {
    func sized(_ padding: Int) -> Entry {
      let texts = Array(repeating: JSON.string(String(repeating: "a", count: 4000)), count: 16)
      return entry(["x": .array(texts), "y": .string(String(repeating: "b", count: padding))])
    }
    let base = try sized(1).encode().count
    let longest = sized(1 + 65_535 - base)
    #expect(try longest.encode().count == 65_535)
    #expect(try Entry.decode(longest.encode()) == longest)
    #expect(throws: EvidenceError.tooLarge(bytes: 65_536)) {
      try sized(2 + 65_535 - base).encode()
    }
  }

  @Test func `a refusal has reasons and no events, an allowed action no reasons`() {
    var refusal = Samples.refusal()
    refusal.reasons = []
    #expect(throws: EvidenceError.refusalIncomplete) { try refusal.encode() }
    var changing = Samples.full()
    changing.outcome = .refused
    #expect(throws: EvidenceError.refusalIncomplete) { try changing.encode() }
    var allowed = Samples.small()
    allowed.reasons = [EntryReason(code: "x")]
    #expect(throws: EvidenceError.reasonsWithoutRefusal) { try allowed.encode() }
  }

  @Test func `every event's subject is linked, once`() {
    var entry = Samples.full()
    entry.chain.removeLast()
    #expect(throws: EvidenceError.subjectNotChained(event: 1)) { try entry.encode() }
    entry = Samples.full()
    entry.chain.append(entry.chain[0])
    #expect(throws: EvidenceError.subjectChainedTwice(link: 2)) { try entry.encode() }
  }

  @Test func `a predecessor is named exactly when there is one`() {
    var entry = Samples.full()
    entry.chain[0].previous = SHA256.hash([])
    #expect(throws: EvidenceError.wrongPredecessor(link: 0)) { try entry.encode() }
    entry = Samples.full()
    entry.chain[1].previous = nil
    #expect(throws: EvidenceError.wrongPredecessor(link: 1)) { try entry.encode() }
    entry.chain[1].sequence = -1
    #expect(throws: EvidenceError.invalidValue(field: "chain[1].seq")) { try entry.encode() }
  }

  @Test func `names are not empty, versions start at one, facts are an object`() {
    var entry = Samples.full()
    entry.events[0].type = ""
    #expect(throws: EvidenceError.invalidValue(field: "events[0].type")) { try entry.encode() }
    entry = Samples.full()
    entry.events[0].version = 0
    #expect(throws: EvidenceError.invalidValue(field: "events[0].version")) { try entry.encode() }
    entry = Samples.full()
    entry.events[1].facts = [1, 2]
    #expect(throws: EvidenceError.invalidValue(field: "events[1].facts")) { try entry.encode() }
    var refusal = Samples.refusal()
    refusal.reasons[0].code = ""
    #expect(throws: EvidenceError.invalidValue(field: "reasons[0].code")) { try refusal.encode() }
  }

  @Test func `errors say where without telling a value`() throws {
    let secret = "secret" + String(repeating: "x", count: 4096)
    do {
      _ = try entry(["note": .string(secret)]).encode()
      Issue.record("the text is too long")
    } catch {
      #expect(error.description.contains("events[0].facts.note"))
      #expect(!error.description.contains("secret"))
    }
  }
}
