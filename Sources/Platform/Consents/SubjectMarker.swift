// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// The secret under which the codes of verified persons and enterprises are hidden.
///
/// A code of eighteen characters can be guessed; what this key makes of it cannot, so tables,
/// entries and payloads tell nobody without the key whom an account or an authorisation is about.
/// The key is random and lies wrapped by the installation's key store.
package struct SubjectMarker: Sendable, CustomStringConvertible, CustomReflectable {
  /// The length of the key, in bytes.
  package static let byteCount = 32

  private let key: [UInt8]

  /// Takes 32 secret bytes; nil for any other number.
  package init?(key: [UInt8]) {
    guard key.count == SubjectMarker.byteCount else { return nil }
    self.key = key
  }

  /// What stands for a code, nil when the code fails the check of its kind (GB 11643, GB 32100).
  ///
  /// Latin letters count as capitals.
  package func mark(of code: String, _ kind: SubjectKind) -> SubjectMark? {
    let code = code.uppercased()
    let isSound =
      switch kind {
      case .person: ResidentIdentityNumber(code) != nil
      case .enterprise: UnifiedSocialCreditCode(code) != nil
      }
    guard isSound else { return nil }
    let text = "shuyu.subject.v1\u{0}\(kind.rawValue)\u{0}\(code)"
    let bytes = HMAC.authenticate(Array(text.utf8), key: key, algorithm: .sha256)
    return DigestText(Hex.encode(bytes)).map { SubjectMark(kind: kind, digest: $0) }
  }

  /// Every subject that a code may stand for, of either kind.
  package func marks(of code: String) -> [SubjectMark] {
    SubjectKind.allCases.compactMap { mark(of: code, $0) }
  }

  /// Never the key.
  package var description: String { "SubjectMarker" }
  /// Shows nothing.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
