// SPDX-License-Identifier: Apache-2.0
/// Why registered code failed, in the only words that leave the domain: a class out of a closed
/// list and a line of the code. Messages, names and values stay inside.
package struct JobFailure: Sendable, Codable, Hashable {
  /// The kinds of failure.
  package enum Class: String, Sendable, Codable, CaseIterable {
    /// The code is not well formed.
    case syntax
    /// A table, column, function, module or key does not exist.
    case unknownName
    /// A value is not of the type needed.
    case type
    /// A number or position is outside its range.
    case outOfRange
    /// A constraint, such as uniqueness, was violated.
    case constraint
    /// Something the sandbox forbids was tried.
    case forbidden
    /// An input could not be read.
    case input
    /// Memory ran out.
    case outOfMemory
    /// `/tmp` is full.
    case scratchFull
    /// The outputs are larger than allowed.
    case outputTooLarge
    /// A declared output was not made.
    case outputMissing
    /// An output is a link, an undeclared file, or otherwise not acceptable.
    case outputRefused
    /// The wall clock ran out.
    case timedOut
    /// The processor time ran out.
    case cpuExceeded
    /// The run was cancelled.
    case cancelled
    /// The program was ended by a signal.
    case crashed
    /// Any other failure.
    case other
  }

  /// The kind of failure.
  package var `class`: Class

  /// The line of the code, from 1, where known.
  package var line: Int?

  /// Names a failure.
  package init(_ `class`: Class, line: Int? = nil) {
    self.class = `class`
    self.line = line
  }

  /// The class of an end that needs no look at what the program said; none when it does.
  static func `class`(of exit: SandboxExit) -> Class? {
    switch exit {
    case .exited: nil
    case .signalled: .crashed
    case .timedOut: .timedOut
    case .cpuExceeded: .cpuExceeded
    case .memoryExceeded: .outOfMemory
    case .outputExceeded: .outputTooLarge
    case .scratchExceeded: .scratchFull
    case .cancelled: .cancelled
    }
  }
}
