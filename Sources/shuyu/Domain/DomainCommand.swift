// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// What an operator of the secure domain looks at on its machine.
struct DomainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "domain", abstract: "运营域 / the secure domain of this machine",
    subcommands: [BatteryCommand.self])
}
