// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Foundation
import Platform
import Regulation

/// Does an action; fields and help come from its declaration.
struct ActCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "act", abstract: "办理事项 / do an action",
    discussion: """
      shuyu act <name> key=value …   or   --file body.json.  `shuyu act list` names all actions,
      `shuyu act <name> --fields` shows one's fields. Exit codes: 0 done, 2 malformed, 4 refused
      by a rule, 5 no capacity or not signed in, 64 a mistake in the command, 69 no answer from
      the server, 1 anything else.
      """)

  @Argument(help: "the action, such as agreement.sign, or `list`")
  var name: String

  @Argument(help: "fields as key=value; a value that is JSON is taken as such")
  var fields: [String] = []

  @Option(help: "a file with the fields as JSON; fields on the command line win over it")
  var file: String?

  @Option(help: "the idempotency key")
  var key: String?

  @Flag(name: .customLong("fields"), help: "show the action's fields")
  var showsFields = false

  @OptionGroup var options: ClientOptions

  func run() async throws {
    if name == "list" { return showActions() }
    guard let action = Registry.shuyu.actions[name] else {
      throw ClientEnding.mistake("there is no action `\(name)`; see `shuyu act list`")
    }
    if showsFields { return show(FieldSheet(info: action.info)) }
    let input = try input()
    let reply = try await ClientEnding.reaching {
      try await options.client().act(name, input, key: key)
    }
    try options.show(reply)
  }

  private func input() throws -> JSON {
    var members: [String: JSON] = [:]
    if let file {
      let kept: JSON
      do {
        kept = try JSON.parse(Array(Data(contentsOf: URL(filePath: file))))
      } catch {
        throw ClientEnding.mistake("`\(file)` cannot be read as JSON")
      }
      guard let object = kept.object else {
        throw ClientEnding.mistake("`\(file)` is no JSON object with the fields by name")
      }
      members = object
    }
    for field in fields {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw ClientEnding.mistake("`\(field)` is not key=value") }
      let text = String(parts[1])
      let isJSON = text.hasPrefix("{") || text.hasPrefix("[") || text == "true" || text == "false"
      do {
        members[String(parts[0])] = isJSON ? try JSON.parse(Array(text.utf8)) : .string(text)
      } catch {
        throw ClientEnding.mistake("`\(parts[0])` begins like JSON and is none")
      }
    }
    return .object(members)
  }

  private func showActions() {
    for action in Registry.shuyu.actions.values.sorted(by: { $0.info.name < $1.info.name })
    where !action.info.isSystem {
      print("\(action.info.name)\t\(action.info.label.zh)\t\(action.info.label.en)")
    }
  }

  private func show(_ sheet: FieldSheet) {
    if options.json { return print(sheet.json.canonicalText) }
    for line in sheet.lines { print(line) }
  }
}
