// SPDX-License-Identifier: Apache-2.0

/// The files of a published log, as a reader sees them: a folder, a web server, memory.
package protocol LedgerFiles {
  /// Returns the content of a file, or nil when there is none; throws when it cannot be read or is
  /// larger than `bytesMax`.
  func read(_ path: String, bytesMax: Int) throws -> [UInt8]?

  /// Returns the paths of all files below `tile/`, such as `tile/0/000`, in any order.
  func tilePaths() throws -> [String]
}

/// The names and largest sizes of a log's files.
package enum LedgerLayout {
  /// The signed head of the log.
  package static let checkpoint = "checkpoint"
  /// The description of the log; see `LogDescription`.
  package static let description = "log.json"
  /// The largest tile in bytes.
  package static let tileBytesMax = 8192
  /// The largest bundle in bytes: 256 entries of 65,535 bytes with their lengths.
  package static let bundleBytesMax = 256 * 65_537
  /// The largest checkpoint or description in bytes.
  package static let headBytesMax = 65_536
}
