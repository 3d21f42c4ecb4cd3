// SPDX-License-Identifier: Apache-2.0
import Foundation
package import Logging

/// Runs jobs, each in a sandbox of its own that nothing is left of afterwards.
///
/// Cancelling the task that awaits a run stops the job. A job is also stopped when this process
/// dies.
package struct SandboxRunner: Sendable {
  /// The programs it uses.
  package let tools: SandboxTools

  private let logger: Logger
  private let usesControlGroups: Bool

  /// Makes a runner; without control groups, jobs are bounded as on a machine that has none.
  package init(tools: SandboxTools, logger: Logger, usesControlGroups: Bool = true) {
    self.tools = tools
    self.logger = logger
    self.usesControlGroups = usesControlGroups
  }

  /// Runs a job to its end, whatever that is.
  ///
  /// The waiting is done on a thread of the job's own, never in the cooperative pool.
  ///
  /// - Throws: ``SandboxError`` when the job could not be run; what the job itself did, or was
  ///   stopped for, is in the receipt.
  package func run(_ spec: SandboxSpec) async throws -> SandboxReceipt {
    let job = try SandboxJob(
      spec: spec, tools: tools, usesControlGroups: usesControlGroups)
    let receipt = try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
          continuation.resume(with: Result { try job.run() })
        }
      }
    } onCancel: {
      job.cancel()
    }
    logger.debug(
      "sandbox job ended",
      metadata: ["exit": "\(receipt.exit)", "limiter": "\(receipt.limiter.rawValue)"])
    return receipt
  }
}
