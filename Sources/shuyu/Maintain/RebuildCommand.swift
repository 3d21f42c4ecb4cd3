// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Foundation
import Platform
import Store

/// Makes the state anew from the entries and compares, or replaces it.
struct RebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "由账本重建状态 / make the state anew from the entries",
    discussion: """
      --check compares and changes nothing: exit 0 when equal, 1 when not. Entries are held against
      the published log, payloads against their commitments, and every derived table and index
      against one made anew. The log itself is checked by shuyu-verify.
      """)

  @Option(help: "the data folder")
  var data = "data"

  @Flag(help: "compare only")
  var check = false

  @Flag(help: "print JSON only")
  var json = false

  func run() throws {
    let installation = Installation(data)
    guard FileManager.default.fileExists(atPath: installation.database.path) else {
      throw ValidationError("there is no installation in `\(data)`")
    }
    let database = try PlatformDatabase(path: installation.database.path, registry: .shuyu)
    if !check { try database.rebuild() }
    let report = try installation.check(database)
    if json {
      print(try JSON(encoding: report).canonicalText)
    } else {
      print("\(report.entries) entries, \(report.rows.values.reduce(0, +)) rows compared")
      for difference in report.differences { print("differs: \(difference)") }
      print(report.isEqual ? "equal" : "NOT equal")
    }
    guard report.isEqual else { throw ExitCode(1) }
  }
}
