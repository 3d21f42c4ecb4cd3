// SPDX-License-Identifier: Apache-2.0

/// Writes files into a folder so that each is either whole or not there, whatever happens.
///
/// A file is written beside its place, made durable, and renamed. The names become durable with
/// `commit`, for all folders touched since the last time.
struct DurableFolder {
  private let root: String
  private let operations: any FileOperations
  private var touched: Set<String> = []
  private var known: Set<String> = []

  init(root: String, operations: any FileOperations) {
    self.root = root
    self.operations = operations
  }

  /// Puts a file in its place; its name is durable only after `commit`.
  mutating func put(_ bytes: [UInt8], at path: String) throws {
    let parts = path.split(separator: "/")
    let folder = parts.dropLast().joined(separator: "/")
    try makeFolders(folder)
    let temporary = "\(root)/.new"
    try operations.write(bytes, to: temporary)
    try operations.rename(temporary, to: "\(root)/\(path)")
    touched.insert(folder)
  }

  /// Makes all names put so far durable.
  mutating func commit() throws {
    for folder in touched.sorted() { try operations.synchronize(folder: full(folder)) }
    touched = []
  }

  /// Removes a folder with its files.
  func remove(folder: String) throws { try operations.removeFolder("\(root)/\(folder)") }

  private mutating func makeFolders(_ folder: String) throws {
    guard !folder.isEmpty, !known.contains(folder) else { return }
    let parent = folder.split(separator: "/").dropLast().joined(separator: "/")
    try makeFolders(parent)
    if try operations.makeFolder(full(folder)) { touched.insert(parent) }
    known.insert(folder)
  }

  private func full(_ folder: String) -> String { folder.isEmpty ? root : "\(root)/\(folder)" }
}
