// SPDX-License-Identifier: Apache-2.0
/// What one job is: the program, what it may see, what it may leave behind, and its bounds.
///
/// The job sees a file system made of nothing but: the machine's shared libraries, the binds named
/// here, `/in` (inputs, read-only), `/out` (its outputs), `/tmp` (scratch), four devices, and
/// `/proc` of its own when asked for.
package struct SandboxSpec: Sendable {
  /// The program, as a path inside the sandbox.
  package var executable: String

  /// The arguments after the program's name. They can be seen on the host: no secrets, no data.
  package var arguments: [String]

  /// The whole environment of the job; nothing is inherited.
  package var environment: [String: String]

  /// Host files and folders shown read-only at their own paths.
  package var readOnlyBinds: [Bind]

  /// Input files, shown read-only as `/in/<name>`.
  package var inputs: [InputFile]

  /// Small files made from memory, such as a script. Never written to a disk.
  package var files: [StagedFile]

  /// Where the outputs go and which are accepted.
  package var outputs: OutputRule

  /// The bounds of the job.
  package var limits: SandboxLimits

  /// The encrypted scratch that `/tmp` lies on, and `/out` where the output rule says so; none: in
  /// memory. Its bounds are then measured and not those of a file system.
  package var scratch: EncryptedScratch?

  /// What the job reads from its standard input.
  package var standardInput: StandardInput

  /// Whether the job gets a `/proc`, of its own processes only.
  package var showsProcesses: Bool

  /// Whether everything else on the machine goes first: programs of operators, of which many
  /// processes may run at once, slow neither the console nor the interfaces.
  package var givesWay = false

  /// Describes a job.
  package init(
    executable: String,
    arguments: [String] = [],
    environment: [String: String] = [:],
    readOnlyBinds: [Bind] = [],
    inputs: [InputFile] = [],
    files: [StagedFile] = [],
    outputs: OutputRule = .none,
    limits: SandboxLimits = SandboxLimits(),
    standardInput: StandardInput = .none,
    showsProcesses: Bool = false
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.readOnlyBinds = readOnlyBinds
    self.inputs = inputs
    self.files = files
    self.outputs = outputs
    self.limits = limits
    self.standardInput = standardInput
    self.showsProcesses = showsProcesses
  }
}
