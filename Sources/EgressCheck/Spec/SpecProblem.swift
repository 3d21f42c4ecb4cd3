// SPDX-License-Identifier: Apache-2.0

/// Why a specification or an input cannot be used; it never holds a value of the data.
package struct SpecProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The place in the specification, such as `measures[1].column`.
  package let field: String
  /// What is wrong, in Chinese.
  package let zh: String
  /// What is wrong, in English.
  package let en: String
  /// Whether the input asks for more memory or time than a check may take.
  package let isTooLarge: Bool

  /// Describes a problem.
  package init(_ field: String, zh: String, en: String, isTooLarge: Bool = false) {
    self.field = field
    self.isTooLarge = isTooLarge
    self.zh = zh
    self.en = en
  }

  /// Place and reason in both languages.
  package var description: String { "\(field): \(zh) / \(en)" }
}
