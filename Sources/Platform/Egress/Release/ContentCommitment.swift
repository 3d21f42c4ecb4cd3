// SPDX-License-Identifier: Apache-2.0
import Cryptography

/// What stands for the content of a release until it leaves: a salted commitment, so that the
/// entries fix the bytes that are reviewed and tell nobody what they are.
package enum ContentCommitment {
  /// Commits to a digest under a salt.
  package static func text(_ digest: DigestText, salt: DigestText) -> DigestText? {
    DigestText(SHA256.hash(Array("shuyu content\n\(salt.text)\n\(digest.text)\n".utf8)).hex)
  }

  /// Whether a digest is the one that was committed to; without a salt, whether it is the same.
  static func isOpened(_ commitment: DigestText?, by digest: DigestText, salt: DigestText?) -> Bool
  {
    guard let salt else { return commitment == digest }
    return commitment == text(digest, salt: salt)
  }

  /// A number of cells, rows, bytes or findings as it is told before a release: nothing, or the
  /// next power of two, so that little can be written into it.
  package static func told(_ number: Int) -> Int {
    guard number > 1 else { return max(0, number) }
    return 1 << min(62, Int.bitWidth - (number - 1).leadingZeroBitCount)
  }

  /// How many are told to be withheld of so many told to be unsafe: enough only when it is so.
  package static func toldWithheld(_ withheld: Int, unsafe: Int) -> Int {
    withheld >= unsafe ? told(withheld) : told(withheld + 1) / 2
  }
}
