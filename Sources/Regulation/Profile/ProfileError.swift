// SPDX-License-Identifier: Apache-2.0

/// Everything that is wrong with a profile's text; never empty.
package struct ProfileError: Error, Hashable, Sendable {
  /// The problems in the order of their lines.
  package let problems: [ProfileProblem]

  /// Collects problems.
  package init(problems: [ProfileProblem]) {
    self.problems = problems
  }
}

extension ProfileError: CustomStringConvertible {
  /// One line for each problem.
  package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong in a profile's text.
package struct ProfileProblem: Hashable, Sendable {
  /// The name of the file as it was given.
  package let file: String
  /// The line from 1; 0 when the problem has no place in the text.
  package let line: Int
  /// The path of the value, such as `authorisation.term.clauses`; empty for the whole text.
  package let key: String
  /// What is wrong and what is wanted.
  package let message: String

  /// Says what is wrong, and where.
  package init(file: String, line: Int, key: String, message: String) {
    self.file = file
    self.line = line
    self.key = key
    self.message = message
  }
}

extension ProfileProblem: CustomStringConvertible {
  /// File, line, path and message.
  package var description: String {
    "\(file):\(line): \(key.isEmpty ? "" : "`\(key)` ")\(message)"
  }
}
