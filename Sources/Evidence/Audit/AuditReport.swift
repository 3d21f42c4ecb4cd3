// SPDX-License-Identifier: Apache-2.0
package import Cryptography

/// The outcome of checking a whole log from its files.
package struct AuditReport: Codable, Hashable, Sendable {
  /// One thing that is wrong.
  package struct Problem: Codable, Hashable, Sendable {
    /// The file, or the entry such as `entry 17`.
    package let file: String
    /// What is wrong with it.
    package let what: String

    /// Names a problem.
    package init(_ file: String, _ what: String) {
      self.file = file
      self.what = what
    }

    private enum CodingKeys: String, CodingKey {
      case file = "where"
      case what
    }
  }

  /// The most problems that are listed; further ones are counted.
  package static let problemsMax = 1000

  /// The log's name; nil when the checkpoint could not be read.
  package internal(set) var origin: String?
  /// The number of entries the checkpoint states.
  package internal(set) var size = 0
  /// The root the checkpoint states.
  package internal(set) var root: Digest?
  /// The names and algorithms of the keys whose signatures hold.
  package internal(set) var signers: [String] = []
  /// How many entries were read and checked.
  package internal(set) var entries = 0
  /// How many of them record refusals.
  package internal(set) var refusals = 0
  /// How many subjects have a chain.
  package internal(set) var subjects = 0
  /// How many tile and bundle files were compared.
  package internal(set) var files = 0
  /// The problems found, at most 1,000.
  package internal(set) var problems: [Problem] = []
  /// How many problems were found, those not listed included.
  package internal(set) var problemCount = 0

  /// Whether nothing is wrong.
  package var isClean: Bool { problemCount == 0 }

  init() {}

  mutating func add(_ file: String, _ what: String) {
    problemCount += 1
    if problems.count < Self.problemsMax { problems.append(Problem(file, what)) }
  }
}
