// SPDX-License-Identifier: Apache-2.0

/// The SQL (DuckDB dialect) that puts somebody's code in one writing, so that variants of it are
/// one person: without blanks around it, with plain digits and letters of one case.
package enum PersonText {
  private static let blanks = " \t\u{A0}\u{3000}\u{200B}\u{FEFF}"
  private static let wide =
    "０１２３４５６７８９ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
  private static let plain =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

  /// The expression of a text in small letters. What is nothing but blanks becomes empty.
  package static func small(_ text: String) -> String { sql(text, "lower") }

  /// The expression of a text in capitals, as codes are written in their standards.
  package static func capital(_ text: String) -> String { sql(text, "upper") }

  /// The expression of a text in small letters; nothing where it is empty.
  package static func person(_ text: String) -> String { "nullif(\(small(text)), '')" }

  /// What is ASCII alone has fewer forms, and is put in one writing in a quarter of the time.
  private static func sql(_ text: String, _ letters: String) -> String {
    """
    CASE WHEN strlen(\(text)) = length(\(text)) THEN \(letters)(trim(\(text), ' \t'))
    ELSE \(letters)(translate(trim(nfc_normalize(\(text)), '\(blanks)'),
      '\(wide)', '\(plain)')) END
    """
  }
}
