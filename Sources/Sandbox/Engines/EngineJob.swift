// SPDX-License-Identifier: Apache-2.0
/// Registered code with its inputs, the outputs it declares, and its bounds.
package struct EngineJob: Sendable {
  /// The code, at most 1 MiB of UTF-8. It runs exactly as it is.
  package var code: String

  /// The tables it reads.
  package var inputs: [EngineInput]

  /// The outputs it is to make; anything else it makes is refused or dropped.
  package var outputs: [EngineOutput]

  /// The bounds.
  package var limits: SandboxLimits

  /// How many threads the engine may use.
  package var threads: Int

  /// The private host folder outputs are copied into, and what it lies on.
  package var outputFolder: String
  /// What the output folder lies on.
  package var outputBacking: OutputRule.Backing

  /// The encrypted scratch that intermediate data lie on; none: in memory.
  package var scratch: EncryptedScratch?

  /// Describes a job.
  package init(
    code: String, inputs: [EngineInput] = [], outputs: [EngineOutput],
    limits: SandboxLimits = SandboxLimits(), threads: Int = 2, outputFolder: String,
    outputBacking: OutputRule.Backing = .memory
  ) {
    self.code = code
    self.inputs = inputs
    self.outputs = outputs
    self.limits = limits
    self.threads = threads
    self.outputFolder = outputFolder
    self.outputBacking = outputBacking
  }

  private static let codeBytesMax = 1 << 20

  /// Throws what an engine cannot run.
  func check() throws {
    guard code.utf8.count <= Self.codeBytesMax, !code.utf8.contains(0) else {
      throw SandboxError.specification("code must be at most 1 MiB, without NUL")
    }
    let names = inputs.map(\.table) + outputs.map(\.name)
    guard names.allSatisfy(EngineInput.isName) else {
      throw SandboxError.specification(
        "tables and outputs are named [A-Za-z][A-Za-z0-9_]*, at most 48 long")
    }
    guard Set(inputs.map(\.table)).count == inputs.count,
      Set(outputs.map(\.name)).count == outputs.count
    else { throw SandboxError.specification("two tables or two outputs have one name") }
    guard (1...64).contains(outputs.count), inputs.count <= 48, (1...64).contains(threads) else {
      throw SandboxError.specification(
        "1 to 64 outputs, at most 48 inputs and 1 to 64 threads are possible")
    }
  }
}
