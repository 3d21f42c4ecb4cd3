// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// The five principles that each plan answers with a line (EZ-01-a).
package enum ScenarioPrinciple: String, ChoiceValue {
  case lawful
  case fair
  case publicBenefit
  case reasonableReturn
  case secure

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .lawful: LocalText(zh: "合法合规", en: "lawful and compliant")
    case .fair: LocalText(zh: "公平公正", en: "fair and just")
    case .publicBenefit: LocalText(zh: "公益优先", en: "public benefit first")
    case .reasonableReturn: LocalText(zh: "收益合理", en: "reasonable return")
    case .secure: LocalText(zh: "安全可控", en: "secure and under control")
    }
  }
}
