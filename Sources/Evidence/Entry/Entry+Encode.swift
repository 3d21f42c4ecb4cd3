// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

extension Entry {
  /// The version of the form written here.
  static let formVersion: Int64 = 1

  /// Checks the entry and writes its canonical form.
  package func encode() throws(EvidenceError) -> [UInt8] {
    try EntryBounds.check(self)
    let value = json
    try EntryBounds.check(value, "")
    let bytes = value.canonical()
    guard bytes.count <= EntryBounds.bytesMax else { throw .tooLarge(bytes: bytes.count) }
    return bytes
  }

  private var json: JSON {
    var members: [String: JSON] = [
      "v": .int(Self.formVersion), "type": .string(type), "outcome": .string(outcome.rawValue),
      "at": .string(at.description),
    ]
    members["on"] = on.map { .string($0.description) }
    if isManualClock { members["clock"] = "manual" }
    members["actor"] = actor.map { .string($0.rawValue) }
    members["organisation"] = organisation.map { .string($0.rawValue) }
    members["capacity"] = capacity.map { .string($0) }
    members["place"] = place.map { .string($0) }
    members["clauses"] = list(clauses.map { .string($0) })
    members["key"] = key.map { .string($0.hex) }
    members["reasons"] = list(reasons.map(\.json))
    members["events"] = list(events.map(\.json))
    members["chain"] = list(chain.map(\.json))
    return .object(members)
  }
}

/// A list as a member, which is absent when empty.
private func list(_ elements: [JSON]) -> JSON? {
  elements.isEmpty ? Optional<JSON>.none : .array(elements)
}

extension EntryReason {
  fileprivate var json: JSON {
    var members: [String: JSON] = ["code": .string(code)]
    members["clauses"] = list(clauses.map { .string($0) })
    members["field"] = field.map { .string($0) }
    return .object(members)
  }
}

extension EntryEvent {
  fileprivate var json: JSON {
    var members: [String: JSON] = [
      "type": .string(type), "version": .int(Int64(version)), "subject": .string(subject.rawValue),
    ]
    if facts != .object([:]) { members["facts"] = facts }
    members["commitment"] = commitment.map { .string($0.hex) }
    return .object(members)
  }
}

extension ChainLink {
  fileprivate var json: JSON {
    var members: [String: JSON] = [
      "subject": .string(subject.rawValue), "seq": .int(Int64(sequence)),
    ]
    members["previous"] = previous.map { .string($0.hex) }
    return .object(members)
  }
}
