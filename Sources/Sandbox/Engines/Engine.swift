// SPDX-License-Identifier: Apache-2.0
/// A description of how to start a program that runs registered code.
///
/// An engine only describes; ``EngineRunner`` runs what it describes. All engines pass one
/// contract test.
package protocol Engine: Sendable {
  /// The engine's name in registrations and receipts.
  var name: String { get }

  /// The sandbox that runs the job's code, leaving its outputs in `folder`.
  ///
  /// - Throws: ``SandboxError/specification(_:)`` for a job the engine cannot run.
  func spec(for job: EngineJob, outputFolder folder: String) throws -> SandboxSpec

  /// What turns the files that the first sandbox left into the job's outputs, once they lie in
  /// `folder` and the gate is open; none where the first one's outputs are the job's.
  func finishing(
    of job: EngineJob, from folder: String, at gate: FinishingGate
  ) throws -> Finishing?

  /// What a run that did not succeed is reported as.
  func failure(of receipt: SandboxReceipt, code: String) -> JobFailure
}

extension Engine {
  /// Nothing more to do.
  package func finishing(
    of job: EngineJob, from folder: String, at gate: FinishingGate
  ) throws -> Finishing? { nil }
}
