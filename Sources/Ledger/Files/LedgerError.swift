// SPDX-License-Identifier: Apache-2.0

/// Why the ledger's files cannot be written or read.
package enum LedgerError: Error, Hashable, Sendable {
  /// What was published is not the beginning of what is stored; going on would fork the log.
  case forked(String)
  /// The folder belongs to another log, or to one with other keys.
  case wrongLog(String)
  /// The source handed out fewer entries than it counted.
  case sourceIncomplete(expected: Int, found: Int)
  /// A file is larger than its kind may be.
  case tooLarge(path: String, bytesMax: Int)
  /// A system call failed; `code` is its errno.
  case systemCall(operation: String, path: String, code: Int32)
  /// An entry is not in the published log.
  case notPublished(index: Int, size: Int)
  /// Nothing was published yet.
  case noCheckpoint

  static func system(_ operation: String, _ path: String, _ code: Int32) -> LedgerError {
    .systemCall(operation: operation, path: path, code: code)
  }

  /// Whether the writer must stop: trying again would make things worse.
  package var isFatal: Bool {
    switch self {
    case .forked, .wrongLog: true
    case .sourceIncomplete, .tooLarge, .systemCall, .notPublished, .noCheckpoint: false
    }
  }
}

extension LedgerError: CustomStringConvertible {
  /// The message for people: what is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .forked(let what): "the published log is not a beginning of the stored entries: \(what)"
    case .wrongLog(let what): "the folder holds another log: \(what)"
    case .sourceIncomplete(let expected, let found):
      "the store counted \(expected) entries and handed out \(found)"
    case .tooLarge(let path, let bytesMax): "`\(path)` is larger than \(bytesMax) bytes"
    case .systemCall(let operation, let path, let code):
      "\(operation) failed on `\(path)` with error \(code)"
    case .notPublished(let index, let size):
      "entry \(index) is not among the \(size) published ones; publish first"
    case .noCheckpoint: "nothing was published yet; publish first"
    }
  }
}
