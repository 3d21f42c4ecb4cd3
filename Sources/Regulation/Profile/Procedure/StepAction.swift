// SPDX-License-Identifier: Apache-2.0

/// The action of the platform that does a step.
package enum StepAction: String, Codable, CaseIterable, Hashable, Sendable {
  /// No action of its own: recorded by `case.record` with its paper and materials.
  case general
  /// The call is published.
  case publishCall = "call.publish"
  /// Applications are taken until the call is closed.
  case submitApplication = "application.submit"
  /// Applications are scored and the review is concluded.
  case concludeReview = "review.conclude"
  /// A selection made outside the platform is recorded.
  case recordSelection = "selection.record"
  /// A public notice runs and is closed.
  case publishNotice = "notice.publish"
  /// A decision made elsewhere is recorded.
  case recordDecision = "decision.record"
  /// The agreement is drafted and signed.
  case signAgreement = "agreement.sign"
  /// The agreement comes into force.
  case activateAgreement = "agreement.activate"

  /// The kinds of step that the action can do; nil for any.
  package var kinds: Set<StepKind>? {
    switch self {
    case .general: nil
    case .publishCall: [.publish]
    case .submitApplication: [.submit]
    case .concludeReview: [.review]
    case .recordSelection: [.register, .externalDecision]
    case .publishNotice: [.notice]
    case .recordDecision: [.externalDecision]
    case .signAgreement: [.sign]
    case .activateAgreement: [.activate]
    }
  }
}
