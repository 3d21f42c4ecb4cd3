// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography

/// What steps saved, and the templates into which it is filled.
package struct ScenarioValues: Sendable {
  /// The values by name.
  package var named: [String: JSON]

  /// Goes on from values.
  package init(_ named: [String: JSON] = [:]) {
    self.named = named
  }

  /// Names the organisation and the account of a person.
  package mutating func name(_ person: String, organisation: String, account: String) {
    named["organisation.\(person)"] = .string(organisation)
    named["account.\(person)"] = .string(account)
  }

  /// A member by its path; a number is an index.
  package static func member(of json: JSON, _ path: String) -> JSON? {
    path.split(separator: ".").reduce(json) { (json: JSON?, part) in
      Int(part).map { json?[$0] } ?? json?[String(part)]
    }
  }

  /// A template with names in their place: `${name}` for what was saved, `${sha256 text}` for a
  /// digest.
  package func filled(_ template: JSON) throws -> JSON {
    switch template {
    case .string(let text): return try filled(text)
    case .array(let items): return .array(try items.map(filled))
    case .object(let members): return .object(try members.mapValues(filled))
    case .null, .bool, .int: return template
    }
  }

  /// The papers whose digests a template asks for, by their texts.
  package static func papers(in template: JSON) -> Set<String> {
    switch template {
    case .string(let text): Set([name(in: text).flatMap(paper)].compactMap { $0 })
    case .array(let items): Set(items.flatMap(papers))
    case .object(let members): Set(members.values.flatMap(papers))
    case .null, .bool, .int: []
    }
  }

  private func filled(_ text: String) throws -> JSON {
    guard let name = Self.name(in: text) else { return .string(text) }
    if let value = named[name] { return value }
    guard let paper = Self.paper(name) else {
      throw ScenarioFailure("nothing is called `\(name)`")
    }
    return .string(SHA256.hash(Array(paper.utf8)).hex)
  }

  private static func name(in text: String) -> String? {
    text.hasPrefix("${") && text.hasSuffix("}") ? String(text.dropFirst(2).dropLast()) : nil
  }

  private static func paper(_ name: String) -> String? {
    name.hasPrefix("sha256 ") ? String(name.dropFirst(7)) : nil
  }
}

/// Why a scenario, a stage or a life cannot be played.
package struct ScenarioFailure: Error, CustomStringConvertible {
  /// What is wrong.
  package let description: String

  /// Says what is wrong.
  package init(_ description: String) { self.description = description }
}
