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

  /// The key of a value: `v` and the digits of its bytes, as the query writes it.
  package static func key(_ bytes: some Sequence<UInt8>) -> String {
    "v" + Hex.encode(bytes).uppercased()
  }

  /// The SQL that makes the key of an expression of type text.
  static func keySQL(_ text: String) -> String { "'v' || hex(\(text))" }

  /// The SQL that reads a file with one column `v`, or two, `v` and `m`.
  static func reader(_ name: String, _ columns: [String]) -> String {
    let types = columns.map { "'\($0)': 'VARCHAR'" }.joined(separator: ", ")
    return "SELECT \(columns.joined(separator: ", ")) FROM read_csv('/in/\(name)', "
      + "header = false, auto_detect = false, delim = ',', quote = '', escape = '', "
      + "columns = {\(types)})"
  }
}
