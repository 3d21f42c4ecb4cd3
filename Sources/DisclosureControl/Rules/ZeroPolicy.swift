// SPDX-License-Identifier: Apache-2.0

/// What is done about empty cells and cells whose values are all zero.
package enum ZeroPolicy: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
  /// They are shown.
  case allow
  /// A person decides.
  case review
  /// They are withheld.
  case fail

  /// The severity of a finding, or nothing when zeros are shown.
  package var severity: Verdict? {
    switch self {
    case .allow: nil
    case .review: .review
    case .fail: .fail
    }
  }

  /// Orders by strictness.
  package static func < (left: ZeroPolicy, right: ZeroPolicy) -> Bool {
    (left.severity ?? .pass) < (right.severity ?? .pass)
  }
}
