// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Measures beside a peer in the same run and prints ratios.
@main
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shuyu-bench", abstract: "measures beside a peer and prints ratios",
    subcommands: [
      AppendCommand.self, BareCommand.self, EgressCommand.self, GatewayCommand.self,
      GrantCommand.self, IntakeCommand.self, IntakeSideCommand.self, JobCommand.self,
      NightsCommand.self, PagesCommand.self, ProductCommand.self, RecallCommand.self,
      SealCommand.self, StartCommand.self,
    ])
}

/// Options of every benchmark.
struct BenchOptions: ParsableArguments {
  @Option(help: "how often each side is measured, in turn: 1 to 100")
  var rounds = 3

  @Flag(help: "print JSON only")
  var json = false

  @Option(help: "the folder for scratch files; it is on the disk that is measured")
  var scratch = "/tmp"

  func validate() throws {
    guard (1...100).contains(rounds) else { throw ValidationError("--rounds is 1 to 100") }
  }
}
