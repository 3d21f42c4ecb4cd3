// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Foundation
import Platform
import Regulation
import Store

/// Prints what the platform does about each clause, and which entries cite it.
struct ClausesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clauses", abstract: "法规对照 / each clause and what the platform does about it",
    discussion: """
      Entries are read from the data folder when it holds an installation; at most \
      \(entriesMax) of a clause, the latest first.
      """)

  /// The most entries printed for one clause.
  private static let entriesMax = 1000

  @Option(help: "only this place, such as ezhou")
  var place: String?

  @Option(help: "only this kind: \(CoverageKind.allCases.map(\.rawValue).joined(separator: ", "))")
  var kind: String?

  @Flag(help: "print JSON only: a list of objects")
  var json = false

  @Option(help: "the data folder")
  var data = "data"

  @Option(help: "the folder with the rules of the places")
  var regulations = "Regulations"

  func run() throws {
    let rules = try Rules(folder: regulations)
    if let place, rules.coverage[place] == nil {
      throw ValidationError("there is no place `\(place)` in the file of answers")
    }
    if let kind, CoverageKind(rawValue: kind) == nil {
      throw ValidationError("there is no kind `\(kind)`")
    }
    let shown = rules.coverage.all.filter { item in
      (place == nil || item.place == place) && (kind == nil || item.entry.kind.rawValue == kind)
    }
    let citing = try entries(citing: shown.map(\.entry.id))
    let lines = shown.map { ClauseLine($0.place, $0.entry, entries: citing[$0.entry.id] ?? []) }
    if json {
      print(try JSON(encoding: lines).canonicalText)
    } else {
      for line in lines { print(line.text) }
      print(summary(lines))
    }
  }

  private func entries(citing clauses: [ClauseID]) throws -> [ClauseID: [Int]] {
    let installation = Installation(data)
    guard FileManager.default.fileExists(atPath: installation.database.path) else { return [:] }
    let database = try PlatformDatabase(path: installation.database.path, registry: .shuyu)
    let stored = StoredEntries(database)
    return try Dictionary(
      uniqueKeysWithValues: clauses.map {
        ($0, try stored.citing($0.rawValue, limit: Self.entriesMax))
      })
  }

  private func summary(_ lines: [ClauseLine]) -> String {
    let counts = CoverageKind.allCases.map { kind in
      "\(kind.rawValue) \(lines.count { $0.kind == kind.rawValue })"
    }
    return "\(lines.count) clauses: \(counts.joined(separator: ", "))"
  }
}

/// One clause as it is printed.
private struct ClauseLine: Encodable {
  let id: String
  let place: String
  let kind: String
  let control: String?
  let scenario: String?
  let entries: [Int]
  let note: LocalText

  init(_ place: String, _ entry: CoverageEntry, entries: [Int]) {
    id = entry.id.rawValue
    self.place = place
    kind = entry.kind.rawValue
    control = entry.control.isEmpty ? nil : entry.control
    scenario = entry.scenario
    self.entries = entries
    note = entry.note
  }

  private enum CodingKeys: CodingKey {
    case id, place, kind, control, scenario, entries, note
  }

  /// Every member is there, null where it has no value.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(place, forKey: .place)
    try container.encode(kind, forKey: .kind)
    try container.encode(control, forKey: .control)
    try container.encode(scenario, forKey: .scenario)
    try container.encode(entries, forKey: .entries)
    try container.encode(note, forKey: .note)
  }

  /// One line for people.
  var text: String {
    "\(id)\t\(kind)\t\(control ?? "-")\t\(scenario ?? "-")\t\(entries.count) entries\t\(note.zh)"
  }
}
