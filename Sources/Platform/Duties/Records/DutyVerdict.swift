// SPDX-License-Identifier: Apache-2.0
package import Regulation

/// What a judgement came to, such as the evaluation of a year.
package enum DutyVerdict: String, ChoiceValue {
  case passed
  case failed

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .passed: LocalText(zh: "合格", en: "passed")
    case .failed: LocalText(zh: "不合格", en: "failed")
    }
  }
}
