// SPDX-License-Identifier: Apache-2.0
/// What a job reads from its standard input.
package enum StandardInput: Sendable {
  /// Nothing: end of file at once.
  case none

  /// These bytes, from a sealed memory file.
  case bytes([UInt8])

  /// The reading end of a pipe. The runner closes it on the host once the job has it, so that a
  /// writer learns when the job has gone. Anything but a pipe is refused: through another
  /// descriptor the job could reach what lies behind it.
  case pipe(OwnedDescriptor)

  /// What this function writes, on a thread of its own, at the speed the job reads. When it
  /// throws, the job is stopped before it can take the broken input for a whole one, and the run
  /// throws that error. It must not block for ever on anything but its writer.
  case stream(@Sendable (PipeWriter) throws -> Void)
}
