// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A file with accounts and passwords, such as `demo-accounts.json`.
enum AccountsFile {
  /// The file's bytes; says plainly when there is none.
  static func read(_ file: URL) throws -> Data {
    guard FileManager.default.isReadableFile(atPath: file.path) else {
      throw SetupError(
        "there is no accounts file `\(file.path)`; start the server with --demo and give the path "
          + "of its demo-accounts.json, which stands in the data folder")
    }
    return try Data(contentsOf: file)
  }
}
