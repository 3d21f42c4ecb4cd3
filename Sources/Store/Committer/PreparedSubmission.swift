// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Platform

/// A submission whose fields are read and whose slow work is done.
struct PreparedSubmission: Sendable {
  /// The submission.
  let content: Submission
  /// The action, or what is wrong with its fields; nil when there is no such action.
  let action: Result<PreparedAction, FieldProblems>?

  /// Prepares a submission on the caller's task, outside of the writer.
  init(_ submission: Submission, _ registry: Registry, _ random: any RandomSource) throws {
    content = submission
    action = try registry.actions[submission.name]?.prepare(submission.input, random)
  }
}
