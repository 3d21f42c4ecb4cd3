// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Disclosure control on local files.
struct EgressCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "egress", abstract: "出域检查 / disclosure control on local files",
    subcommands: [
      EgressCheckCommand.self, EgressRefreshesCommand.self, EgressSchemaCommand.self,
    ])
}
