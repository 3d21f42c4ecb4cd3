// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
import Merkle
import Testing

@Suite("Entries")
struct EntryTests {
  @Test(arguments: [Samples.full(), Samples.refusal(), Samples.small()])
  func `an entry reads back as it was`(entry: Entry) throws {
    let bytes = try entry.encode()
    #expect(try Entry.decode(bytes) == entry)
    #expect(try Entry.decode(bytes).encode() == bytes)
  }

  @Test func `the stored form is canonical JSON with nothing empty in it`() throws {
    let small = String(decoding: try Samples.small().encode(), as: UTF8.self)
    #expect(
      small
        == #"{"at":"2026-11-18T10:26:40.000Z","outcome":"allowed","type":"a","v":1}"#
        .replacing("2026-11-18T10:26:40.000Z", with: Samples.time.description))
    let refusal = String(decoding: try Samples.refusal().encode(), as: UTF8.self)
    #expect(
      refusal.contains(
        #""reasons":[{"clauses":["EZ-14.2"],"code":"term-too-long","field":"term"},"#
          + #"{"code":"expired"}]"#))
    #expect(refusal.contains(#""outcome":"refused""#))
  }

  @Test func `the stored form names every field as documented`() throws {
    let json = try JSON.parse(Samples.full().encode())
    #expect(
      json.object?.keys.sorted() == [
        "actor", "at", "capacity", "chain", "clauses", "clock", "events", "key", "on",
        "organisation", "outcome", "place", "type", "v",
      ])
    #expect(json["clock"] == "manual")
    #expect(json["on"] == "2026-11-20")
    #expect(json["key"]?.string == SHA256.hash([1]).hex)
    #expect(
      json["events"]?[0]?.object?.keys.sorted()
        == ["commitment", "facts", "subject", "type", "version"])
    #expect(json["events"]?[1]?.object?.keys.sorted() == ["subject", "type", "version"])
    #expect(json["chain"]?[0]?.object?.keys.sorted() == ["seq", "subject"])
    #expect(json["chain"]?[1]?["previous"]?.string == SHA256.hash([3]).hex)
  }

  @Test func `the leaf hash is that of the tree`() throws {
    let bytes = try Samples.small().encode()
    #expect(Entry.leafHash(bytes) == TreeHash.leaf(bytes))
    #expect(Entry.leafHash(bytes) == SHA256.hash([0] + bytes))
  }

  @Test func `no single changed byte gives the same entry`() throws {
    let entry = Samples.full()
    let bytes = try entry.encode()
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1
      do {
        #expect(try Entry.decode(changed) != entry)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }

  @Test func `no cut of an entry is an entry`() throws {
    let bytes = try Samples.full().encode()
    for length in 0..<bytes.count {
      #expect(throws: EvidenceError.self) { try Entry.decode(Array(bytes[..<length])) }
    }
  }

  @Test func `white space, another order and empty lists are not canonical`() throws {
    let text = String(decoding: try Samples.small().encode(), as: UTF8.self)
    let changes = [
      text + " ", " " + text, text.replacing(",", with: ", "),
      text.replacing(#","v":1}"#, with: #","clauses":[],"v":1}"#)
        .replacing(#"{"at""#, with: #"{"at""#),
      text.replacing(#""v":1"#, with: #""events":[],"v":1"#),
      text.replacing(#""type":"a""#, with: #""type":"\u0061""#),
      #"{"v":1,"type":"a","outcome":"allowed","at":"\#(Samples.time)"}"#,
    ]
    for change in changes {
      #expect(change != text)
      #expect(throws: EvidenceError.notCanonical) { try Entry.decode(Array(change.utf8)) }
    }
  }

  @Test(arguments: [
    (#""v":1"#, #""v":2"#, EvidenceError.invalidValue(field: "v")),
    (#""v":1"#, #""v":"1""#, .invalidValue(field: "v")),
    (#","v":1"#, "", .missingField("v")),
    (#""type":"a","#, "", .missingField("type")),
    (#""type":"a""#, #""type":"""#, .invalidValue(field: "type")),
    (#""type":"a""#, #""type":7"#, .invalidValue(field: "type")),
    (#""outcome":"allowed""#, #""outcome":"maybe""#, .invalidValue(field: "outcome")),
    (#""outcome":"allowed""#, #""outcome":"refused""#, .refusalIncomplete),
    (#""v":1"#, #""v":1,"w":1"#, .unexpectedField("w")),
    (#""type""#, #""on":"2026-02-30","type""#, .invalidValue(field: "on")),
    (#""type""#, #""clock":"system","type""#, .invalidValue(field: "clock")),
    (#""type""#, #""actor":"x","type""#, .invalidValue(field: "actor")),
    (#""type""#, #""key":"00","type""#, .invalidValue(field: "key")),
    (#""type""#, #""clauses":[1],"type""#, .invalidValue(field: "clauses[0]")),
    (#""type""#, #""clauses":{},"type""#, .invalidValue(field: "clauses")),
    (#""type""#, #""place":null,"type""#, .invalidValue(field: "place")),
    (#""type""#, #""events":[1],"type""#, .invalidValue(field: "events[0]")),
    (#""type""#, #""events":[{"type":"b"}],"type""#, .missingField("events[0].version")),
    (
      #""type""#, #""chain":[{"subject":"AGR-0000000000"}],"type""#,
      .missingField("chain[0].seq")
    ),
    (
      #""type""#, #""chain":[{"seq":0,"subject":"AGR-0000000000","x":1}],"type""#,
      .unexpectedField("chain[0].x")
    ),
    (#""type""#, #""reasons":[{"field":"x"}],"type""#, .missingField("reasons[0].code")),
  ])
  func `a field that is missing, foreign or wrong is named`(
    part: String, replacement: String, error: EvidenceError
  ) throws {
    let text = String(decoding: try Samples.small().encode(), as: UTF8.self)
    guard let range = text.firstRange(of: part) else {
      Issue.record("the sample has no \(part)")
      return
    }
    var changed = text
    changed.replaceSubrange(range, with: replacement)
    #expect(throws: error) { try Entry.decode(Array(changed.utf8)) }
  }

  @Test func `what is not JSON is refused with its place`() {
    #expect(throws: EvidenceError.notJSON(.endsEarly(offset: 1))) {
      try Entry.decode(Array("{".utf8))
    }
    #expect(throws: EvidenceError.invalidValue(field: "")) { try Entry.decode(Array("[]".utf8)) }
    #expect(throws: EvidenceError.tooLarge(bytes: 65_536)) {
      try Entry.decode(Array(repeating: 0x20, count: 65_536))
    }
  }
}
