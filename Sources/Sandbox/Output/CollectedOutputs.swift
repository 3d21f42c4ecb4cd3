// SPDX-License-Identifier: Apache-2.0
/// What was taken from a job's output folder.
package enum CollectedOutputs: Codable, Sendable, Equatable {
  /// Nothing was looked at: the job failed or has no outputs.
  case none

  /// These files were copied, sorted by name.
  case collected([OutputFile])

  /// Nothing was copied, for this reason.
  case refused(OutputRefusal)

  /// The accepted files, if any.
  package var files: [OutputFile] {
    if case .collected(let files) = self { files } else { [] }
  }
}
