// SPDX-License-Identifier: Apache-2.0
import Core
import Sandbox
import Tabular

/// Profiles the rows of a version that a batch was merged into.
///
/// The rows are written as CSV piece by piece in the memory-backed mount and read as a delivered
/// file would be, so that the profile of a merged version is made as that of a full one.
struct VersionProfile: Sendable {
  /// How many rows are in plaintext at a time.
  static let rowsAtOnce = 200_000
  /// The most bytes of so many rows.
  static let pieceBytesMax = 512 << 20

  let parts: DomainParts
  let order: IngestOrder
  /// How many rows the version has.
  let rows: Int

  /// Profiles the version's file in a folder.
  ///
  /// - Throws: `DomainFault.form` when not every row can be read again.
  func run(in folder: MemoryFolder) async throws -> ValueProfile {
    let channel = ChunkChannel()
    let (schema, seed) = (DeliverySchema.stored(order.versionSchema), parts.random.number())
    async let read = onThread {
      defer { channel.abandon() }
      var intake = try Intake(
        ChannelByteSource(channel), schema: schema,
        options: IntakeOptions(encoding: .utf8, comparedRowsMax: 0, seed: seed))
      return try intake.run()
    }
    do {
      try await write(to: channel, in: folder)
      channel.finish()
    } catch {
      channel.finish(error)
    }
    let outcome = try await read
    guard outcome.rowsClean == rows, outcome.badRows.total == 0 else { throw DomainFault.form }
    return outcome.profile
  }

  private func write(to channel: ChunkChannel, in folder: MemoryFolder) async throws {
    let file = "out/\(IngestSQL.dataFile)"
    try folder.openToSandbox(file)
    let target = try folder.make("profile")
    for first in stride(from: 0, to: max(rows, 1), by: VersionProfile.rowsAtOnce) {
      try Task.checkCancellation()
      let receipt = try await parts.query(
        IngestSQL.piece(
          schema: order.versionSchema, from: first, rows: VersionProfile.rowsAtOnce),
        [InputFile(name: IngestSQL.dataFile, path: folder.path(file))],
        outputs: OutputRule(
          folder: target, backing: folder.backing, names: [IngestSQL.pieceFile]), in: folder
      ).run(with: parts.sandbox)
      if let failure = TrustedQuery.failure(of: receipt) { throw DomainFault(failure) }
      let name = "profile/\(IngestSQL.pieceFile)"
      let bytes = try folder.read(name, bytesMax: VersionProfile.pieceBytesMax)
      try folder.remove(name)
      try await onThread { try channel.put(bytes) }
      parts.board.show(order.batch, .rows, rows: min(first + VersionProfile.rowsAtOnce, rows))
    }
  }
}
