// SPDX-License-Identifier: Apache-2.0
import Foundation
package import Sandbox

/// A private folder in memory, or on an encrypted scratch whose key is in memory only.
package struct MemoryFolder: Sendable {
  /// Where it is.
  package let path: String

  /// The scratch that it lies on; none: in memory.
  package var scratch: EncryptedScratch?

  /// Names a private folder that is there.
  package init(path: String, scratch: EncryptedScratch? = nil) {
    self.path = path
    self.scratch = scratch
  }

  /// What files in it lie on.
  var backing: OutputRule.Backing { scratch == nil ? .memory : .encryptedScratch }

  /// A file or folder in it.
  package func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes a folder of mode 0700 in it and returns its path; the empty name is the folder itself.
  @discardableResult
  package func make(_ name: String) throws -> String {
    let full = name.isEmpty ? path : path(name)
    try FileManager.default.createDirectory(
      atPath: full, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    return full
  }

  /// Lets the sandbox's user read a file; the folder keeps others away.
  package func openToSandbox(_ name: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path(name))
  }

  /// Writes a small file that the sandbox's user can read.
  package func write(_ bytes: [UInt8], to name: String) throws {
    let made = FileManager.default.createFile(
      atPath: path(name), contents: Data(bytes), attributes: [.posixPermissions: 0o444])
    guard made else { throw DomainFault.memory }
  }

  /// Reads a file of at most `bytesMax` bytes.
  package func read(_ name: String, bytesMax: Int) throws -> [UInt8] {
    guard let file = FileHandle(forReadingAtPath: path(name)) else { throw DomainFault.memory }
    defer { try? file.close() }
    let data = try file.read(upToCount: bytesMax + 1) ?? Data()
    guard data.count <= bytesMax else { throw DomainFault.tooLarge }
    return Array(data)
  }

  /// Removes a file that is needed no more.
  package func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path(name))
  }
}
