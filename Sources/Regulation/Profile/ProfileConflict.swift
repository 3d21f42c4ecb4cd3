// SPDX-License-Identifier: Apache-2.0

/// A value of a place's text that is looser than what applies beneath it.
///
/// Conflicts are shown and never settled silently.
package struct ProfileConflict: Codable, Hashable, Sendable {
  /// The path of the value in the profile.
  package let key: String
  /// The place's value.
  package let local: String
  /// The value beneath.
  package let national: String
  /// The clauses of the place's value.
  package let clauses: [ClauseID]
  /// The source of the value beneath.
  package let source: String
}

extension NationalRules {
  /// The values of a place that are looser than these rules.
  package func conflicts(with profile: Profile) -> [ProfileConflict] {
    var conflicts = Self.conflict(
      "authorisation.termYears", profile.authorisation.termYears, termYearsMax
    ) { $0 > $1 }
    conflicts += Self.conflict(
      "operation.operatorMayRedevelop", profile.operation.operatorMayRedevelop,
      operatorMayRedevelop
    ) { $0 && !$1 }
    for (local, national) in zip(profile.egress.numbers, egress.numbers) {
      let higherIsLooser = local.name.hasPrefix("dominancePercent")
      conflicts += Self.conflict("egress.\(local.name)", local.value, national.value) {
        higherIsLooser ? $0 > $1 : $0 < $1
      }
    }
    return conflicts
  }

  private static func conflict<Value>(
    _ key: String, _ local: ProfileValue<Value>, _ national: ProfileValue<Value>,
    isLooser: (Value, Value) -> Bool
  ) -> [ProfileConflict] {
    guard let localValue = local.value, let nationalValue = national.value,
      isLooser(localValue, nationalValue)
    else { return [] }
    return [
      ProfileConflict(
        key: key, local: "\(localValue)", national: "\(nationalValue)", clauses: local.clauses,
        source: national.source ?? "")
    ]
  }
}
