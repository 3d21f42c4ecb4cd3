// SPDX-License-Identifier: Apache-2.0
package import Platform
import Sandbox

/// Tries to break out of the sandbox with each engine, as `shuyu domain battery` does.
package struct IsolationCheck: InspectionCheck {
  private let parts: DomainParts

  /// Tries the sandbox of the domain.
  package init(parts: DomainParts) {
    self.parts = parts
  }

  /// The walls of the domain.
  package var item: InspectionItem { .isolation }
  /// One domain serves all places.
  package var isShared: Bool { true }

  /// Makes every try of every engine; one that could not be judged counts as found.
  package func run(in place: String) async throws -> InspectionResult {
    var (checks, failures) = (0, [String]())
    for engine in EscapeEngine.allCases {
      let outcomes = try await parts.memory.withFolder { folder in
        try await EscapeBattery(runner: parts.sandbox, folder: folder.path).run(engine)
      }
      checks += outcomes.count
      for outcome in outcomes where outcome.end == .reached || outcome.end == .failed {
        failures.append("\(engine.rawValue).\(IsolationCheck.code(outcome.name))")
      }
    }
    return InspectionResult(checks: checks, failures: failures)
  }

  /// A try's name as a code.
  static func code(_ name: String) -> String {
    String(
      name.prefix(80).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }
}
