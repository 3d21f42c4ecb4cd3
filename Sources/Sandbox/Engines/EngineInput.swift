// SPDX-License-Identifier: Apache-2.0
/// A table a job reads: a Parquet file on the host, `/in/<table>.parquet` in the sandbox.
package struct EngineInput: Sendable, Hashable {
  /// Its name, `[A-Za-z][A-Za-z0-9_]*`, at most 48 long.
  package var table: String

  /// The Parquet file on the host, of mode 0444 in a private folder.
  package var path: String

  /// Names a table.
  package init(table: String, path: String) {
    self.table = table
    self.path = path
  }

  /// The file's name below `/in`.
  package var fileName: String { table + ".parquet" }

  static func isName(_ text: String) -> Bool {
    guard (1...48).contains(text.utf8.count), let first = text.utf8.first else { return false }
    func isLetter(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    return isLetter(first)
      && text.utf8.allSatisfy { byte in
        isLetter(byte) || byte == UInt8(ascii: "_")
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
  }
}
