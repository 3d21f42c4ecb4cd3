// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import CityGenerator

/// Makes synthetic data.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "生成合成数据 / make synthetic data",
    subcommands: [GenerateCityCommand.self])
}

/// Makes a synthetic city: enterprises, electricity, persons, housing fund.
struct GenerateCityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "city", abstract: "合成城市 / a synthetic city",
    discussion: "The same seed gives the same files. No code in them can be a real person's.")

  @Option(help: "the seed")
  var seed: UInt64 = 1

  @Option(help: "how many persons, 1 to 10,000,000")
  var persons = 10_000

  @Option(help: "the folder")
  var out = "city"

  func run() throws {
    var folder = try CityFolder(out)
    let summary = try CityGenerator(seed: seed, persons: persons).write(to: &folder)
    for file in summary.files {
      print("\(file.table.fileName)\t\(file.rows) rows\t\(file.bytes) bytes\t\(file.digest)")
    }
  }
}
