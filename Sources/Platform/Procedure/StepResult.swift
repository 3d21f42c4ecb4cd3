// SPDX-License-Identifier: Apache-2.0
package import Regulation

/// How a step ended.
package enum StepResult: String, ChoiceValue {
  case passed
  case rejected
  case returned

  /// The outcome in the procedure.
  var outcome: StepOutcome {
    switch self {
    case .passed: .passed
    case .rejected: .rejected
    case .returned: .returned
    }
  }

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .passed: LocalText(zh: "通过", en: "passed")
    case .rejected: LocalText(zh: "不通过", en: "rejected")
    case .returned: LocalText(zh: "退回", en: "returned")
    }
  }
}
