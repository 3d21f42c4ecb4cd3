// SPDX-License-Identifier: Apache-2.0
import Core

/// Which places are stated for a month, and what became of those that could not be.
///
/// A refused report is itself a commit, so a failure is not tried again at each: only once what it
/// rested on has changed, or on another day.
struct StatementAttempts {
  /// A failure, with what it rested on.
  private struct Failure {
    let error: any Error
    let day: Day
    let basis: [String]
  }

  private var month: Day?
  private var stated: Set<String> = []
  private var failures: [String: Failure] = [:]

  /// Turns to the month with this first day; what was stated of another is forgotten.
  mutating func turn(to first: Day) {
    guard month != first else { return }
    month = first
    stated = []
    failures = [:]
  }

  /// Whether a place is to be tried: never tried, or failed on another day or another basis.
  func isDue(_ place: String, on day: Day, basis: (any Error) throws -> [String]) rethrows -> Bool {
    if stated.contains(place) { return false }
    guard let failure = failures[place], failure.day == day else { return true }
    return try basis(failure.error) != failure.basis
  }

  /// A place is stated.
  mutating func succeed(_ place: String) {
    stated.insert(place)
    failures[place] = nil
  }

  /// A place could not be stated.
  mutating func fail(_ place: String, on day: Day, _ error: any Error, basis: [String]) {
    failures[place] = Failure(error: error, day: day, basis: basis)
  }
}
