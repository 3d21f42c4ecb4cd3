// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Platform
import Regulation

/// Draws the states of records and the procedures of places from the code and the rules.
struct DiagramsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagrams", abstract: "状态与程序图 / draw states and procedures",
    discussion: "--check compares with what is there: exit 0 when equal, 1 with the names when not."
  )

  @Option(help: "only the procedures of this place")
  var place: String?

  @Option(help: "the folder of the drawings")
  var out = "docs/diagrams"

  @Flag(help: "compare only")
  var check = false

  @Option(help: "the folder with the rules of the places")
  var regulations = "Regulations"

  func run() throws {
    let folder = URL(filePath: out, directoryHint: .isDirectory)
    let pages = try pages()
    guard check else {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, text) in pages {
        try Data(text.utf8).write(to: folder.appending(path: name))
      }
      return
    }
    let different = pages.keys.sorted().filter { name in
      FileManager.default.contents(atPath: folder.appending(path: name).path)
        != pages[name].map { Data($0.utf8) }
    }
    for name in different { print("differs: \(name)") }
    guard different.isEmpty else { throw ExitCode(1) }
  }

  /// The text of each page by its file name.
  private func pages() throws -> [String: String] {
    let profiles = try Rules(folder: regulations).profiles
    if let place {
      guard let profile = profiles[place] else {
        throw ValidationError("there are no rules of `\(place)`")
      }
      return ["\(place).md": ProcedureDiagrams(profile: profile).markdown]
    }
    var pages = ["states.md": StateDiagrams(registry: .shuyu).markdown]
    for (place, profile) in profiles {
      pages["\(place).md"] = ProcedureDiagrams(profile: profile).markdown
    }
    return pages
  }
}
