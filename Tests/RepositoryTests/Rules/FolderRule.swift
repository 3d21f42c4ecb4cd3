// SPDX-License-Identifier: Apache-2.0

/// At most 15 Swift files in one folder: beyond that a folder is a drawer.
struct FolderRule {
  /// Swift files directly in a folder.
  let filesMax = 15

  /// One finding for each folder that holds too many.
  func findings(in files: [SourceFile]) -> [Finding] {
    let swift = files.filter { $0.isSwift && ($0.isSource || $0.isTest) }
    let folders = Dictionary(grouping: swift) { $0.components.dropLast().joined(separator: "/") }
    return folders.sorted { $0.key < $1.key }.compactMap { folder, held in
      guard held.count > filesMax, let first = held.first else { return nil }
      return first.finding(1, "\(held.count) files in \(folder), more than \(filesMax)")
    }
  }
}
