// SPDX-License-Identifier: Apache-2.0

/// A text in Chinese and in English.
package struct LocalText: Codable, Hashable, Sendable {
  /// The Chinese text, which is shown first.
  package let zh: String
  /// The English text.
  package let en: String

  /// Makes a text from its two forms.
  package init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }
}

extension Shape where Value == LocalText {
  /// A text in both languages: `{zh: …, en: …}`.
  static var localText: Shape {
    Shape("a text in `zh` and `en`", placeholder: LocalText(zh: "", en: "")) { node in
      let section = node.section()
      defer { section.end() }
      return section.label()
    }
  }
}
