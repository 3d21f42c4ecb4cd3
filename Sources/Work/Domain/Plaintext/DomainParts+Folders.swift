// SPDX-License-Identifier: Apache-2.0
import Sandbox

/// Where the plaintext of a piece of work lies: in memory where memory carries it, so that small
/// work pays nothing; otherwise on an encrypted scratch of its own.
extension DomainParts {
  /// Whether inputs of so many bytes lie on the scratch. Without one, memory takes what it took
  /// before there was any; what is larger is refused.
  func lieOnScratch(_ bytes: Int) -> Bool {
    let bound = limits.memoryInputBytes
    return bytes > (scratch.missing.isEmpty ? bound : max(bound, limits.memoryInputBytesMax))
  }

  /// Runs a piece of work with a folder of its own for inputs of so many bytes.
  func withFolder<Result>(
    for bytes: Int, _ body: (MemoryFolder) async throws -> Result
  ) async throws -> Result {
    try await memory.withFolder { folder in
      guard lieOnScratch(bytes) else { return try await body(folder) }
      return try await scratch.with(in: folder, needing: bytes) { scratch in
        try await body(MemoryFolder(path: try scratch.make("work"), scratch: scratch))
      }
    }
  }

  /// A query of the platform whose intermediate data lie where the folder does.
  func query(
    _ sql: String, _ inputs: [InputFile], standardInput: StandardInput = .none,
    outputs: OutputRule = .none, in folder: MemoryFolder
  ) -> TrustedQuery {
    var bounds = limits.query
    if folder.scratch != nil { bounds.scratchBytes = limits.diskBytes }
    if outputs.backing == .encryptedScratch { bounds.outputBytes = limits.diskBytes }
    var query = TrustedQuery(
      sql: sql, inputs: inputs, standardInput: standardInput, outputs: outputs, limits: bounds,
      threads: limits.threads)
    query.scratch = folder.scratch
    return query
  }
}
