// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Regulation

/// Begins the profile of a new place from that of another.
struct ProfileNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "以一地规则起草另一地规则 / begin the profile of a new place",
    discussion: """
      Every answer is marked `unsettled`; `shuyu profile check` names the lines that are left. \
      docs/new-city.md goes from a city's text to a running platform.
      """)

  @Option(help: "the place to begin from, such as ezhou")
  var from: String

  @Option(help: "the new place's name in code: letters and digits, a small letter first")
  var place: String

  @Option(help: "the file to write; without it the text is printed")
  var out: String?

  @Option(help: "the folder with the rules of the places")
  var regulations = "Regulations"

  func run() throws {
    let file = "\(regulations)/\(from).yaml"
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw ValidationError("cannot read `\(file)`")
    }
    if FileManager.default.fileExists(atPath: "\(regulations)/\(place).yaml") {
      throw ValidationError("`\(regulations)` has rules of `\(place)` already")
    }
    let text: String
    do {
      text = try ProfileTemplate.text(
        from: String(decoding: bytes, as: UTF8.self), file: file, place: place)
    } catch {
      for problem in error.problems { print(problem) }
      throw ExitCode(1)
    }
    guard let out else { return print(text, terminator: "") }
    guard !FileManager.default.fileExists(atPath: out) else {
      throw ValidationError("`\(out)` is there already")
    }
    try Data(text.utf8).write(to: URL(filePath: out))
  }
}
