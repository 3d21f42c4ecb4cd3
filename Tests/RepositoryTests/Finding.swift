// SPDX-License-Identifier: Apache-2.0

/// One place where a file breaks a rule of the repository.
struct Finding: Hashable, Sendable {
  /// Path from the project root.
  let path: String
  /// Line, counted from one.
  let line: Int
  /// What is wrong and what to do.
  let message: String
}
