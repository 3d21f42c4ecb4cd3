// SPDX-License-Identifier: Apache-2.0

/// Which controls are in effect: all of them, always, but in a scenario's switch-off run.
///
/// A control is known by the name that the file of answers gives it: the code of a refusal, an
/// action, or the path of a period in the profile. A scenario shows that a control is what
/// refuses by switching it off: the case that it refused must then not be refused by it. Nothing
/// that serves people takes another value than `all`, and no file, option or environment can
/// ask for one.
package struct Controls: Hashable, Sendable {
  /// Every control is in effect.
  package static let all = Controls(switchedOff: [])

  private let switchedOff: Set<String>

  /// Takes the names of the controls that are not applied.
  package init(switchedOff: Set<String>) {
    self.switchedOff = switchedOff
  }

  /// Whether a control is not applied.
  package func isOff(_ control: String) -> Bool { switchedOff.contains(control) }

  /// The reasons whose controls are in effect, in their order.
  package func standing(_ reasons: [Reason]) -> [Reason] {
    switchedOff.isEmpty ? reasons : reasons.filter { !isOff($0.code) }
  }
}
