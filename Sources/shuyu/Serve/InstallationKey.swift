// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Foundation
import Vault

/// A random key of this installation that lies wrapped by the master key in a file of its own.
struct InstallationKey {
  /// Where the wrapped key lies.
  let file: URL
  /// What the key is for; bound to it.
  let context: String

  /// Opens the key, or makes it where there is none; `missing` refuses where that would take the
  /// place of a key that is in use.
  func bytes(
    _ count: Int, store: FileKeyStore, random: any RandomSource,
    missing: (URL) throws -> Void = { _ in }
  ) throws -> [UInt8] {
    let context = Array(context.utf8)
    let bytes: [UInt8]
    if FileManager.default.fileExists(atPath: file.path) {
      let wrapped = try JSONDecoder().decode(WrappedKey.self, from: Data(contentsOf: file))
      bytes = try store.unwrap(wrapped, context: context)
    } else {
      try missing(file)
      bytes = random.bytes(count)
      let wrapped = try store.wrap(bytes, context: context)
      try Installation.writePrivate(Array(try JSONEncoder().encode(wrapped)), to: file)
    }
    guard bytes.count == count else { throw SetupError("`\(file.path)` holds no key") }
    return bytes
  }
}
