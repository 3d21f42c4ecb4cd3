// SPDX-License-Identifier: Apache-2.0
import Core

/// The look-up files that a grant's query reads: CSV without a header, whose fields are a letter
/// and hexadecimal digits, so that no value of the data needs quoting and none is lost.
package enum GrantLookup {
  /// The pseudonyms: the key of a value, the pseudonym in 64 digits.
  package static let pseudonyms = "pseudonyms.csv"
  /// The subjects by whom rows are chosen: the keys of their codes.
  package static let subjects = "subjects.csv"

  /// The file of the n-th hierarchy.
  static func level(_ number: Int) -> String { "level\(number).csv" }

  /// The key of a value: `v` and the digits of its bytes.
  package static func key(_ bytes: some Sequence<UInt8>) -> String { "v" + Hex.encode(bytes) }

  /// Appends the key of a value to a text in ASCII.
  package static func appendKey(of bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "v"))
    Hex.append(bytes, to: &text)
  }

  /// The SQL that makes the key of an expression of type text.
  static func keySQL(_ text: String) -> String { "'v' || hex(\(text))" }

  /// The SQL of the text that a key stands for.
  static func textSQL(_ key: String) -> String { "decode(unhex(substr(\(key), 2)))" }

  /// The SQL that reads a file with one column `v`, or two, `v` and `m`, the keys `v` as the texts
  /// they stand for: there are fewer of them than rows that are compared with them.
  static func textReader(_ name: String, _ columns: [String]) -> String {
    let types = columns.map { "'\($0)': 'VARCHAR'" }.joined(separator: ", ")
    let list = columns.map { $0 == "v" ? "\(textSQL($0)) AS v" : $0 }.joined(separator: ", ")
    return "SELECT \(list) FROM read_csv('/in/\(name)', "
      + "header = false, auto_detect = false, delim = ',', quote = '', escape = '', "
      + "columns = {\(types)})"
  }
}
