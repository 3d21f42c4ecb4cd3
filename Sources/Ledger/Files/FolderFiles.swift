// SPDX-License-Identifier: Apache-2.0
import Evidence

/// The files of a log in a folder.
package struct FolderFiles: LedgerFiles, Sendable {
  private let folder: String
  private let operations: any FileOperations

  /// Reads the log in a folder.
  package init(folder: String, operations: any FileOperations = DiskOperations()) {
    self.folder = folder
    self.operations = operations
  }

  /// Returns a file's content, or nil when there is none.
  package func read(_ path: String, bytesMax: Int) throws -> [UInt8]? {
    try operations.read("\(folder)/\(path)", bytesMax: bytesMax)
  }

  /// Returns the paths of all files below `tile/`.
  package func tilePaths() throws -> [String] {
    try operations.files(below: "\(folder)/tile").map { "tile/\($0)" }
  }
}
