// SPDX-License-Identifier: Apache-2.0

/// The file operations of the ledger; the seam at which tests let the n-th one fail.
package protocol FileOperations: Sendable {
  /// Returns a file's content, or nil when there is no such file; refuses more than `bytesMax`.
  func read(_ path: String, bytesMax: Int) throws -> [UInt8]?
  /// Writes a file anew and returns after its bytes are durable (fsync).
  func write(_ bytes: [UInt8], to path: String) throws
  /// Renames a file over another; durable after `synchronize` of the folder.
  func rename(_ path: String, to newPath: String) throws
  /// Makes a folder whose parent exists; tells whether it is new.
  func makeFolder(_ path: String) throws -> Bool
  /// Makes the names in a folder durable (fsync).
  func synchronize(folder path: String) throws
  /// Removes a folder with its files; one that is not there is removed already.
  func removeFolder(_ path: String) throws
  /// Returns the paths of all files below a folder, relative to it; none when it is not there.
  func files(below path: String) throws -> [String]
}
