// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A folder for one benchmark, removed afterwards whatever happens.
struct Scratch {
  /// Where it is.
  let path: String

  /// Runs a body with a new folder below another.
  static func with<Result>(
    in parent: String, _ body: (Scratch) async throws -> Result
  ) async throws -> Result {
    let scratch = Scratch(path: "\(parent)/shuyu-bench-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(
      atPath: scratch.path, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o755])
    defer { try? FileManager.default.removeItem(atPath: scratch.path) }
    return try await body(scratch)
  }

  /// A file or folder in it.
  func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes a folder in it.
  func make(_ name: String) throws -> String {
    try FileManager.default.createDirectory(
      atPath: path(name), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return path(name)
  }

  /// Removes a file or folder of it, if it is there.
  func remove(_ name: String) throws {
    guard FileManager.default.fileExists(atPath: path(name)) else { return }
    try FileManager.default.removeItem(atPath: path(name))
  }

  /// The length of a file in it, in bytes.
  func bytes(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
    return (attributes[.size] as? NSNumber)?.intValue ?? 0
  }
}
