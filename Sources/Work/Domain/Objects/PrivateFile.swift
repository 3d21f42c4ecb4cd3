// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// Whole files for the owner only.
enum PrivateFile {
  /// Writes a file that appears whole or not at all, in the place of an older one.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let temporary = path + ".new"
    if FileManager.default.fileExists(atPath: temporary) {
      try FileManager.default.removeItem(atPath: temporary)
    }
    let made = FileManager.default.createFile(
      atPath: temporary, contents: nil, attributes: [.posixPermissions: 0o600])
    guard made, let file = FileHandle(forWritingAtPath: temporary) else {
      throw DomainFault.files
    }
    do {
      try file.write(contentsOf: Data(bytes))
      try file.synchronize()
      try file.close()
    } catch {
      throw DomainFault.files
    }
    // One step: whoever reads sees the old file or the new one.
    guard unsafe rename(temporary, path) == 0 else { throw DomainFault.files }
  }
}
