// SPDX-License-Identifier: Apache-2.0

/// The second sandbox of a job: trusted code that turns what the first one left into the job's
/// outputs, without the job's inputs.
package struct Finishing: Sendable {
  /// The files that the first sandbox must leave.
  package let files: [String]

  /// The sandbox. It sees them in a folder, and waits at the gate before it reads any.
  package let spec: SandboxSpec

  /// Describes it.
  package init(files: [String], spec: SandboxSpec) {
    self.files = files
    self.spec = spec
  }
}
