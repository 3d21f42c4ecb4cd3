// SPDX-License-Identifier: Apache-2.0

/// A language of the console and of messages.
package enum Language: String, Sendable, Codable, CaseIterable {
  case zh
  case en
}

extension LocalText {
  /// The text in one language.
  package subscript(language: Language) -> String {
    switch language {
    case .zh: zh
    case .en: en
    }
  }
}
