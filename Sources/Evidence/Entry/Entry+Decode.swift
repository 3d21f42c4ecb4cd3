// SPDX-License-Identifier: Apache-2.0
import Core

extension Entry {
  /// Reads the canonical form; anything that `encode` would not have written is refused.
  package static func decode(_ bytes: [UInt8]) throws(EvidenceError) -> Entry {
    guard bytes.count <= EntryBounds.bytesMax else { throw .tooLarge(bytes: bytes.count) }
    let value: JSON
    do {
      value = try JSON.parse(bytes)
    } catch {
      throw .notJSON(error)
    }
    let entry = try Entry(json: value)
    guard try entry.encode() == bytes else { throw .notCanonical }
    return entry
  }

  private init(json: JSON) throws(EvidenceError) {
    var fields = try FieldReader(json, path: "")
    guard try fields.int("v") == Entry.formVersion else { throw .invalidValue(field: "v") }
    type = try fields.text("type")
    outcome = try fields.required("outcome") { $0.string.flatMap(Outcome.init(rawValue:)) }
    at = try fields.required("at") { $0.string.flatMap { Instant($0) } }
    on = try fields.optional("on") { $0.string.flatMap { Day($0) } }
    isManualClock = try fields.optional("clock") { $0 == "manual" ? true : nil } ?? false
    actor = try fields.optional("actor") { $0.string.flatMap { RecordID($0) } }
    organisation = try fields.optional("organisation") { $0.string.flatMap { RecordID($0) } }
    capacity = try fields.optional("capacity", \.string)
    place = try fields.optional("place", \.string)
    clauses = try fields.texts("clauses")
    key = try fields.optional("key", FieldReader.digest)
    reasons = []
    for element in try fields.elements("reasons") {
      reasons.append(try EntryReason(json: element, path: "reasons[\(reasons.count)]"))
    }
    events = []
    for element in try fields.elements("events") {
      events.append(try EntryEvent(json: element, path: "events[\(events.count)]"))
    }
    chain = []
    for element in try fields.elements("chain") {
      chain.append(try ChainLink(json: element, path: "chain[\(chain.count)]"))
    }
    try fields.finish()
  }
}

extension EntryReason {
  fileprivate init(json: JSON, path: String) throws(EvidenceError) {
    var fields = try FieldReader(json, path: path)
    code = try fields.text("code")
    clauses = try fields.texts("clauses")
    field = try fields.optional("field", \.string)
    try fields.finish()
  }
}

extension EntryEvent {
  fileprivate init(json: JSON, path: String) throws(EvidenceError) {
    var fields = try FieldReader(json, path: path)
    type = try fields.text("type")
    version = try fields.required("version") { $0.int.flatMap { Int(exactly: $0) } }
    subject = try fields.required("subject") { $0.string.flatMap { RecordID($0) } }
    facts = try fields.optional("facts") { $0.object.map { .object($0) } } ?? .object([:])
    commitment = try fields.optional("commitment", FieldReader.digest)
    try fields.finish()
  }
}

extension ChainLink {
  fileprivate init(json: JSON, path: String) throws(EvidenceError) {
    var fields = try FieldReader(json, path: path)
    subject = try fields.required("subject") { $0.string.flatMap { RecordID($0) } }
    sequence = try fields.required("seq") { $0.int.flatMap { Int(exactly: $0) } }
    previous = try fields.optional("previous", FieldReader.digest)
    try fields.finish()
  }
}
