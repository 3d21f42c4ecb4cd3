// SPDX-License-Identifier: Apache-2.0
import Core

/// The limits of an entry, and the check that it keeps them and makes sense in itself.
package enum EntryBounds {
  /// The largest encoded size in bytes: what a bundle's 16-bit length allows (c2sp.org/tlog-tiles).
  package static let bytesMax = 65_535
  /// The most events of one entry.
  package static let eventsMax = 64
  /// The most subjects of one entry.
  package static let subjectsMax = 64
  /// The most clauses of an entry or a reason, and the most reasons.
  package static let listMax = 256
  /// The longest text in bytes of UTF-8, names of facts included.
  package static let textBytesMax = 4096
  /// The deepest nesting of facts.
  package static let depthMax = 16
  /// The largest whole number, 2^53 - 1 (RFC 8785 section 3.2.2.3).
  package static let integerMax: Int64 = 9_007_199_254_740_991

  static func check(_ entry: Entry) throws(EvidenceError) {
    try count(entry.events.count, eventsMax, "events")
    try count(entry.chain.count, subjectsMax, "chain")
    try count(entry.clauses.count, listMax, "clauses")
    try count(entry.reasons.count, listMax, "reasons")
    guard !entry.type.isEmpty else { throw .invalidValue(field: "type") }
    switch entry.outcome {
    case .allowed:
      guard entry.reasons.isEmpty else { throw .reasonsWithoutRefusal }
    case .refused:
      guard !entry.reasons.isEmpty, entry.events.isEmpty else { throw .refusalIncomplete }
    }
    for (index, reason) in entry.reasons.enumerated() {
      try count(reason.clauses.count, listMax, "reasons[\(index)].clauses")
      guard !reason.code.isEmpty else { throw .invalidValue(field: "reasons[\(index)].code") }
    }
    try checkChain(entry)
  }

  private static func checkChain(_ entry: Entry) throws(EvidenceError) {
    var subjects: Set<RecordID> = []
    for (index, link) in entry.chain.enumerated() {
      guard link.sequence >= 0, Int64(link.sequence) <= integerMax else {
        throw .invalidValue(field: "chain[\(index)].seq")
      }
      guard (link.sequence == 0) == (link.previous == nil) else {
        throw .wrongPredecessor(link: index)
      }
      guard subjects.insert(link.subject).inserted else { throw .subjectChainedTwice(link: index) }
    }
    for (index, event) in entry.events.enumerated() {
      guard subjects.contains(event.subject) else { throw .subjectNotChained(event: index) }
      guard !event.type.isEmpty else { throw .invalidValue(field: "events[\(index)].type") }
      guard event.version >= 1, Int64(event.version) <= integerMax else {
        throw .invalidValue(field: "events[\(index)].version")
      }
      guard event.facts.object != nil else { throw .invalidValue(field: "events[\(index)].facts") }
    }
  }

  /// Checks texts, numbers and nesting of a value; `field` names it in the error.
  static func check(_ value: JSON, _ field: String, depth: Int = 0) throws(EvidenceError) {
    guard depth <= depthMax else { throw .tooDeep(field: field) }
    switch value {
    case .null, .bool: return
    case .int(let number):
      guard (-integerMax...integerMax).contains(number) else { throw .numberTooLarge(field: field) }
    case .string(let text):
      guard text.utf8.count <= textBytesMax else {
        throw .textTooLong(field: field, bytes: text.utf8.count)
      }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        try check(element, "\(field)[\(index)]", depth: depth + 1)
      }
    case .object(let members):
      for (name, member) in members {
        guard name.utf8.count <= textBytesMax else {
          throw .textTooLong(field: field, bytes: name.utf8.count)
        }
        try check(member, field.isEmpty ? name : "\(field).\(name)", depth: depth + 1)
      }
    }
  }

  private static func count(_ count: Int, _ countMax: Int, _ field: String) throws(EvidenceError) {
    guard count <= countMax else {
      throw .tooMany(field: field, count: count, countMax: countMax)
    }
  }
}
