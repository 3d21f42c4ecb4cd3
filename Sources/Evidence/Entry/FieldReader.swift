// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// Takes the members of an object one by one, and refuses what is left over at the end.
struct FieldReader {
  private var members: [String: JSON]
  private let path: String

  init(_ json: JSON, path: String) throws(EvidenceError) {
    guard let members = json.object else { throw .invalidValue(field: path) }
    self.members = members
    self.path = path
  }

  /// Takes a member that may be absent.
  mutating func optional<Value>(
    _ name: String, _ convert: (JSON) -> Value?
  ) throws(EvidenceError) -> Value? {
    guard let member = members.removeValue(forKey: name) else { return nil }
    guard let value = convert(member) else { throw .invalidValue(field: field(name)) }
    return value
  }

  /// Takes a member that must be there.
  mutating func required<Value>(
    _ name: String, _ convert: (JSON) -> Value?
  ) throws(EvidenceError) -> Value {
    guard let value = try optional(name, convert) else { throw .missingField(field(name)) }
    return value
  }

  mutating func text(_ name: String) throws(EvidenceError) -> String {
    try required(name, \.string)
  }

  mutating func int(_ name: String) throws(EvidenceError) -> Int64 { try required(name, \.int) }

  mutating func elements(_ name: String) throws(EvidenceError) -> [JSON] {
    try optional(name, \.array) ?? []
  }

  mutating func texts(_ name: String) throws(EvidenceError) -> [String] {
    var texts: [String] = []
    for (index, element) in try elements(name).enumerated() {
      guard let text = element.string else {
        throw .invalidValue(field: "\(field(name))[\(index)]")
      }
      texts.append(text)
    }
    return texts
  }

  /// Refuses members nobody took.
  func finish() throws(EvidenceError) {
    if let name = members.keys.sorted().first { throw .unexpectedField(field(name)) }
  }

  static func digest(_ json: JSON) -> Digest? {
    json.string.flatMap { Digest(hex: $0) }
  }

  private func field(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
