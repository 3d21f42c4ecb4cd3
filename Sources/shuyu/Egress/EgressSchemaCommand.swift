// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import EgressCheck

/// Prints the JSON Schema of a specification.
struct EgressSchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "说明文件的 JSON Schema / the JSON Schema of a specification")

  func run() throws {
    print(EgressSchema.text, terminator: "")
  }
}
