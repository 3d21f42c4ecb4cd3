// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// Checks, entry by entry in ledger order, that each subject's chain has no gap and no fork.
package struct ChainVerifier: Sendable {
  /// The end of one subject's chain.
  package struct End: Hashable, Sendable {
    /// The number of the subject's last entry.
    package let sequence: Int
    /// The leaf hash of the subject's last entry.
    package let leafHash: Digest
  }

  /// What is wrong with a link.
  package enum Problem: Error, Hashable, Sendable {
    /// The link's number does not follow the one before.
    case wrongSequence(subject: RecordID, expected: Int, found: Int)
    /// The link names another entry than the subject's last one.
    case wrongPrevious(subject: RecordID, sequence: Int)
  }

  /// Where each subject's chain ends now.
  package private(set) var ends: [RecordID: End] = [:]

  /// Starts before the first entry.
  package init() {}

  /// Follows the links of the next entry and returns what is wrong with them.
  ///
  /// A broken link is followed nevertheless, so that one fault is reported once.
  package mutating func append(_ entry: Entry, leafHash: Digest) -> [Problem] {
    var problems: [Problem] = []
    for link in entry.chain {
      let end = ends[link.subject]
      let expected = (end?.sequence ?? -1) + 1
      if link.sequence != expected {
        problems.append(
          .wrongSequence(subject: link.subject, expected: expected, found: link.sequence))
      } else if link.previous != end?.leafHash {
        problems.append(.wrongPrevious(subject: link.subject, sequence: link.sequence))
      }
      ends[link.subject] = End(sequence: link.sequence, leafHash: leafHash)
    }
    return problems
  }
}

extension ChainVerifier.Problem: CustomStringConvertible {
  /// The message for people.
  package var description: String {
    switch self {
    case .wrongSequence(let subject, let expected, let found):
      "the chain of \(subject) goes on with number \(found) where \(expected) follows"
    case .wrongPrevious(let subject, let sequence):
      "number \(sequence) in the chain of \(subject) names another predecessor than the last entry"
    }
  }
}
