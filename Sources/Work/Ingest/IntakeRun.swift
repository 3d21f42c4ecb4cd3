// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
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

  /// What one run found.
  struct Finding: Sendable {
    let outcome: IntakeOutcome
    let digest: Digest
    let badRows: [[UInt8]]
  }

  private var options: IntakeOptions {
    IntakeOptions(
      dialect: order.manifest.delimiter, encoding: order.manifest.encoding, seed: seed)
  }

  /// Finds rows that share a key; nil when rows have no key. Blocks.
  func duplicates() throws -> DuplicateKeys? {
    guard !order.keyColumns.isEmpty else { return nil }
    board.show(order.batch, .keys, rowsExpected: order.manifest.rows)
    let channel = try vault.feed(order.upload)
    defer { channel.abandon() }
    return try DuplicateKeyFinder.find(
      ChannelByteSource(channel), schema: order.schema, keyColumns: order.keyColumns,
      options: options)
  }

  /// Reads the file to its end. Blocks, at the speed of whoever takes the clean rows.
  func run(_ duplicates: DuplicateKeys?, into clean: any ByteSink) throws -> Finding {
    let channel = try vault.feed(order.upload)
    defer { channel.abandon() }
    let (digest, badRows) = (Gathered(Hasher256(.sha256)), Gathered<[[UInt8]]>([]))
    let source = TappedByteSource(ChannelByteSource(channel)) { span in
      digest.change { unsafe $0.update(span.bytes) }
    }
    let badSink = ClosureByteSink { span throws(ByteSinkError) in
      badRows.change { $0.append(Array(copying: span)) }
    }
    var intake = try Intake(
      source, schema: order.schema, options: options, clean: clean, rawBadRows: badSink,
      duplicates: duplicates)
    let outcome = try intake.run { progress in
      board.show(order.batch, .rows, rows: progress.rows, bytes: progress.bytes)
      return true
    }
    return Finding(
      outcome: outcome, digest: digest.value.finalize(), badRows: badRows.value)
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
