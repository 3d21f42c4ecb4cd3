// SPDX-License-Identifier: Apache-2.0

/// What of a running platform is up.
package struct Readiness: Hashable, Sendable {
  /// What must be up, by part.
  package var parts: [String: Bool]
  /// What the platform works without, but does less, by part.
  package var optional: [String: Bool]

  /// Says what is up.
  package init(parts: [String: Bool], optional: [String: Bool] = [:]) {
    self.parts = parts
    self.optional = optional
  }

  /// Whether all is up that must be.
  package var isReady: Bool { parts.values.allSatisfy { $0 } }
}
