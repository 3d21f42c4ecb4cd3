// SPDX-License-Identifier: Apache-2.0
import Regulation

extension Release.State {
  /// The states that may follow this one.
  package var next: Set<Release.State> {
    switch self {
    case .requested: [.reviewing, .returned, .withdrawn, .lapsed]
    case .reviewing: [.approved, .rejected, .returned, .withdrawn, .lapsed]
    case .approved: [.released, .returned, .withdrawn, .lapsed]
    case .released: [.recalled, .ended]
    case .rejected, .returned, .withdrawn, .lapsed, .recalled, .ended: []
    }
  }
}

extension Release.State {
  /// Whether it was evaluated and has not left.
  package var isOnItsWay: Bool { self == .reviewing || self == .approved }

  /// The states in which a table counts as known outside: it is, or it may be tomorrow.
  package static let remembered: [Self] = [.reviewing, .approved, .released, .recalled, .ended]
}

extension Release {
  /// Why it cannot come to a state; nil when it can.
  func refusal(to state: State, _ context: Context) -> Reason? {
    guard !self.state.next.contains(state) else { return nil }
    return Refusals.state(
      "egress", is: self.state.rawValue, clauses: context.profile.egress.checkers.clauses,
      zh: "出域申请的状态不允许此操作", en: "the release is not in a state for this")
  }

  /// There is no such release for the actor.
  static func unknown(_ field: String = "release") -> Reason {
    Refusals.unknown("egress", zh: "出域申请", en: "release", field: field)
  }
}
