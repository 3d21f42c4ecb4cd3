// SPDX-License-Identifier: Apache-2.0

/// Why a city cannot be generated.
package enum CityError: Error, Hashable, Sendable {
  /// The number of persons is outside the range given.
  case personsOutOfRange(Int, allowed: ClosedRange<Int>)
  /// The system cannot write this encoding.
  case encodingUnavailable(CityEncoding)
}

extension CityError: CustomStringConvertible {
  /// What is wrong and what to do.
  package var description: String {
    switch self {
    case .personsOutOfRange(let persons, let allowed):
      "\(persons) persons asked for; give \(allowed.lowerBound) to \(allowed.upperBound)"
    case .encodingUnavailable(let encoding):
      "the system's iconv cannot write `\(encoding.rawValue)`; install its conversion modules"
    }
  }
}
