// SPDX-License-Identifier: Apache-2.0
/// What came of running registered code.
package struct EngineResult: Sendable, Codable {
  /// How it came out.
  package enum Outcome: Sendable, Codable, Equatable {
    /// The declared outputs, all of them, in the output folder.
    case finished([OutputFile])

    /// Nothing is in the output folder.
    case failed(JobFailure)
  }

  /// The engine's name.
  package var engine: String

  /// How it came out.
  package var outcome: Outcome

  /// One receipt for each sandbox that ran. Their texts may hold data values.
  package var receipts: [SandboxReceipt]
}
