// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// The secret under which an edge hides the codes of people and enterprises.
///
/// An index of subjects holds no code: it holds what this key makes of it, another value for each
/// release, so that two indexes cannot be joined and a lost file cannot be searched by guessing.
package struct SubjectKey: Sendable {
  /// The length of the secret, in bytes.
  package static let byteCount = 32
  /// The longest code of a subject, in bytes of UTF-8.
  package static let codeBytesMax = 200

  private let bytes: [UInt8]

  /// Takes 32 secret bytes; nil for any other number.
  package init?(bytes: [UInt8]) {
    guard bytes.count == SubjectKey.byteCount else { return nil }
    self.bytes = bytes
  }

  /// What stands for a code in the index of a release: 32 hexadecimal digits (128 bits).
  ///
  /// Latin letters count as capitals, as in GB 11643 and GB 32100.
  package func mark(of code: String, in release: RecordID) -> String {
    let mark = authenticate("subject", release.rawValue, code.uppercased())
    return String(Hex.encode(mark).prefix(32))
  }

  /// What stands for the parameters of a call in usage records; equal in all versions of a line.
  package func digest(ofParameters parameters: JSON, line: RecordID) -> Digest {
    let mark = authenticate("parameters", line.rawValue, parameters.canonicalText)
    return Digest(bytes: mark) ?? SHA256.hash(mark)
  }

  /// What stands for an answer in usage records, to tell whether a later one is the same.
  func digest(ofAnswer body: JSON, line: RecordID) -> Digest {
    let mark = authenticate("answer", line.rawValue, body.canonicalText)
    return Digest(bytes: mark) ?? SHA256.hash(mark)
  }

  /// What is put before the digest of a release's content while it has not left: without it nobody
  /// can try guesses on what the ledger holds.
  package func salt(ofContent release: RecordID) -> Digest {
    let mark = authenticate("content", release.rawValue, "")
    return Digest(bytes: mark) ?? SHA256.hash(mark)
  }

  /// What proves that an index was made by one who has the key.
  func tag(of content: [UInt8]) -> [UInt8] {
    HMAC.authenticate(content, key: derived("index"), algorithm: .sha256)
  }

  /// What proves that a summary for the next start was made by one who has the key.
  func tag(ofRecall content: [UInt8]) -> [UInt8] {
    HMAC.authenticate(content, key: derived("recall"), algorithm: .sha256)
  }

  private func authenticate(_ use: String, _ scope: String, _ text: String) -> [UInt8] {
    HMAC.authenticate(
      Array(scope.utf8) + [0] + Array(text.utf8), key: derived(use), algorithm: .sha256)
  }

  private func derived(_ use: String) -> [UInt8] {
    HMAC.authenticate(Array("shuyu/edge/\(use)".utf8), key: bytes, algorithm: .sha256)
  }
}
