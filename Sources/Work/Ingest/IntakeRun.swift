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

  /// Rows share their keys, which an earlier run did not know.
  struct SharedKeys: Error {
    let duplicates: DuplicateKeys
  }

  /// Reads the file to its end. Blocks, at the speed of whoever takes the clean rows.
  ///
  /// - Parameter duplicates: what an earlier run found out about keys; nil in the first one.
  /// - Throws: `SharedKeys` when rows share their keys and it is not known which.
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
      keyColumns: order.keyColumns, duplicates: duplicates)
    let outcome: IntakeOutcome
    do {
      outcome = try intake.run { progress in
        board.show(
          order.batch, .rows, rows: progress.rows, bytes: progress.bytes,
          rowsExpected: order.manifest.rows)
        return true
      }
    } catch IntakeError.keysShared {
      guard let shared = intake.shared else { throw IntakeError.keysShared }
      throw SharedKeys(duplicates: shared)
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
