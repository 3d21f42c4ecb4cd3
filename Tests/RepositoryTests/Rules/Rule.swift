// SPDX-License-Identifier: Apache-2.0

/// A rule of the repository that is checked file by file.
protocol Rule: Sendable {
  /// Where the file breaks the rule.
  func findings(in file: SourceFile) -> [Finding]
}
