// SPDX-License-Identifier: Apache-2.0
package import Core
package import Platform

/// One thing that the platform tries on itself.
package protocol InspectionCheck: Sendable {
  /// What is tried.
  var item: InspectionItem { get }
  /// Whether the result is the same for every place of the installation.
  var isShared: Bool { get }

  /// Tries it for a place.
  ///
  /// - Throws: when it could not be tried; that is no result.
  func run(in place: String) async throws -> InspectionResult
}

/// How a try went.
package struct InspectionResult: Sendable, Hashable {
  /// How many single checks were made.
  package let checks: Int
  /// What was found, by code; no values.
  package let failures: [String]

  /// Gathers a result.
  package init(checks: Int, failures: [String]) {
    self.checks = checks
    self.failures = failures
  }

  /// The result as the log keeps it and its digest is made of.
  package var json: JSON {
    ["checks": .int(Int64(checks)), "failures": .array(failures.map(JSON.string))]
  }
}
