// SPDX-License-Identifier: Apache-2.0

/// What the automatic rules say about an output, from best to worst.
package enum Verdict: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
  /// No rule objects.
  case pass
  /// A person must decide.
  case review
  /// The output must not leave in this form.
  case fail

  /// Orders `pass` before `review` before `fail`.
  package static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .pass: 0
    case .review: 1
    case .fail: 2
    }
  }
}
