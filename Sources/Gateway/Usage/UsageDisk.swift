// SPDX-License-Identifier: Apache-2.0

/// The files of usage records, so that a test can let any operation fail.
package protocol UsageDisk: Sendable {
  /// Makes a folder and those above it, unless it is there.
  func makeFolder(_ path: String) throws
  /// The names in a folder, sorted.
  func names(_ path: String) throws -> [String]
  /// The first bytes of a file, at most so many.
  func read(_ path: String, bytesMax: Int) throws -> [UInt8]
  /// Makes a file that must not exist, its name on the disk, ready to be appended to.
  func create(_ path: String) throws -> any UsageFile
  /// Opens a file to append to, cut to a length.
  func reopen(_ path: String, cutTo bytes: Int) throws -> any UsageFile
  /// Removes a file, on the disk.
  func remove(_ path: String) throws
}

extension UsageDisk {
  /// Removes a file unless it is gone.
  func removeIfAny(_ path: String) throws {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    guard try names(folder.joined(separator: "/")).contains(where: { path.hasSuffix("/\($0)") })
    else { return }
    try remove(path)
  }

  /// The whole content of a segment's file.
  ///
  /// - Throws: `UsageError.tooLarge` beyond the bound.
  func segment(
    _ name: UsageSegmentName, in folder: String, _ bounds: UsageSegmentBounds
  ) throws -> [UInt8] {
    let bytes = try read("\(folder)/\(name.file)", bytesMax: bounds.fileBytesMax + 1)
    guard bytes.count <= bounds.fileBytesMax else {
      throw UsageError.tooLarge(sequence: name.sequence)
    }
    return bytes
  }
}

/// One file that only grows.
package protocol UsageFile: Sendable {
  /// Adds bytes at the end.
  func append(_ bytes: [UInt8]) throws
  /// Returns when all that was added is on the disk.
  func synchronize() throws
}
