// SPDX-License-Identifier: Apache-2.0

/// Why usage could not be anchored or stated.
package enum MeteringError: Error, Hashable, Sendable {
  /// The platform refused a report, with the code of its first reason.
  case refused(action: String, code: String)
  /// The platform refused statements of these pairs, with the code of each; the others are issued.
  case notStated([UsageSummary.Pair: String])
  /// A segment's file is not the one that was anchored.
  case differs(edge: String, sequence: Int)
  /// Records of the period are not anchored yet.
  case notAnchored(edge: String, sequence: Int)
  /// The sum of a statement is beyond what can be counted.
  case overflow
}
