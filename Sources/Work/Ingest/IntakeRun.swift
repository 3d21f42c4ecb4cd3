// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Sandbox
import Synchronization
import Tabular
import Vault

/// Reads, checks and profiles a delivered file while it is decrypted, and hands clean rows on.
struct IntakeRun: Sendable {
  /// What is taken in.
  let order: IngestOrder
  /// Where the file is.
  let vault: VaultStore
  /// Where progress is shown.
  let board: ProgressBoard
  /// The seed of the hashes that tell values apart.
  let seed: UInt64
  /// What the delivered file was converted to; nil where it is read as it is.
  let converted: Converted?
  /// Where keys lie that memory does not hold: as the plaintext does, in memory or encrypted.
  let folder: MemoryFolder
  /// How many keys are watched.
  let keys: KeyBounds

  /// What one run found.
  struct Finding: Sendable {
    let outcome: IntakeOutcome
    /// Bytes of the delivered file.
    let bytes: Int
    let digest: Digest
    let badRows: [[UInt8]]
  }

  private var options: IntakeOptions {
    var options = IntakeOptions(
      dialect: converted == nil ? order.manifest.delimiter : .comma,
      encoding: converted == nil ? order.manifest.encoding : .utf8, keys: keys, seed: seed)
    // A file with more rows than were declared is refused in any case.
    options.keys.rowsMax = order.manifest.rows
    return options
  }

  /// Rows share their keys, which an earlier run did not know.
  struct SharedKeys: Error {
    let duplicates: DuplicateKeys
  }

  /// Reads the file to its end. Blocks, at the speed of whoever takes the clean rows.
  ///
  /// - Parameter duplicates: what an earlier run found out about keys; nil in the first one.
  /// - Throws: `SharedKeys` when rows share their keys and it is not known which.
  func run(_ duplicates: DuplicateKeys?, into clean: any ByteSink) throws -> Finding {
    if let converted { return try run(converted, duplicates, into: clean) }
    let channel = try vault.feed(order.upload)
    defer { channel.abandon() }
    let digest = Gathered(Hasher256(.sha256))
    let source = TappedByteSource(ChannelByteSource(channel)) { span in
      digest.change { unsafe $0.update(span.bytes) }
    }
    let (outcome, badRows) = try take(source, duplicates, into: clean)
    return Finding(
      outcome: outcome, bytes: outcome.bytesRead, digest: digest.value.finalize(),
      badRows: badRows)
  }

  private func run(
    _ converted: Converted, _ duplicates: DuplicateKeys?, into clean: any ByteSink
  ) throws -> Finding {
    guard let file = FileHandle(forReadingAtPath: converted.path) else { throw DomainFault.memory }
    defer { try? file.close() }
    let (outcome, badRows) = try take(
      DescriptorByteSource(file.fileDescriptor), duplicates, into: clean)
    return Finding(
      outcome: outcome, bytes: converted.bytes, digest: converted.digest, badRows: badRows)
  }

  private func store(_ duplicates: DuplicateKeys?) throws -> (any BlockStore)? {
    guard duplicates == nil, !order.keyColumns.isEmpty else { return nil }
    return try UnnamedBlocks(in: folder.path)
  }

  private func take(
    _ source: any ByteSource, _ duplicates: DuplicateKeys?, into clean: any ByteSink
  ) throws -> (IntakeOutcome, [[UInt8]]) {
    let badRows = Gathered<[[UInt8]]>([])
    let badSink = ClosureByteSink { span throws(ByteSinkError) in
      badRows.change { $0.append(Array(copying: span)) }
    }
    let store = try store(duplicates)
    var intake = try Intake(
      source, schema: order.schema, options: options, clean: clean, rawBadRows: badSink,
      keyColumns: order.keyColumns, duplicates: duplicates,
      store: store)
    do {
      let outcome = try intake.run { progress in
        board.show(
          order.batch, .rows, rows: progress.rows, bytes: progress.bytes,
          rowsExpected: order.manifest.rows)
        return true
      }
      return (outcome, badRows.value)
    } catch IntakeError.keysShared {
      guard let shared = intake.shared else { throw IntakeError.keysShared }
      throw SharedKeys(duplicates: shared)
    }
  }
}

/// A value that a closure adds to, read when the closure is done.
final class Gathered<Value> {
  private(set) var value: Value

  init(_ value: Value) {
    self.value = value
  }

  func change(_ edit: (inout Value) -> Void) {
    edit(&value)
  }
}

extension Array where Element == UInt8 {
  /// The bytes of a span.
  init(copying span: Span<UInt8>) {
    self.init(capacity: span.count) { output in
      for index in span.indices { output.append(span[index]) }
    }
  }
}
