// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Measures beside a peer in the same run and prints ratios.
@main
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shuyu-bench", abstract: "measures beside a peer and prints ratios")
}
