// SPDX-License-Identifier: Apache-2.0

/// How well a decoder recovers a raw attribute of subjects it was not fitted on.
struct Recovery {
  /// The decoder's name.
  let decoder: String
  /// The columns it read.
  let columns: [String]
  /// The share of held-out subjects whose value it gave.
  let rate: Double
  /// The share that is right without the columns.
  let baseline: Double
  /// Whether values count as recovered when they are close.
  let isClose: Bool

  /// Whether this recovers more than an attribute with so many values may be.
  ///
  /// Attributes with many values must not be hit at all; of those with few values, which much
  /// that is honest correlates with, most of what is not known anyway must be recovered.
  func isDamning(values: Int, held: Int) -> Bool {
    let lift = rate - baseline
    // What chance adds to a guess that is right for nearly everybody is less than to others.
    let spread = min(0.25, max(baseline * (1 - baseline), 0.01))
    let noise = 3 * (spread / Double(max(held, 1))).squareRoot()
    guard lift > noise else { return false }
    let gain = lift / max(1 - baseline, 0.02)
    if values > 30 { return lift > (isClose ? 0.35 : 0.1) }
    return values > 10 ? gain > 0.5 : gain > 0.8
  }
}
