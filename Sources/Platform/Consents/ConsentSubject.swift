// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Regulation

/// The person or enterprise that an authorisation is about, known by a digest only.
package enum ConsentSubject {
  /// What stands for a code in one product's authorisations: SHA-256 of a domain, the product and
  /// the code, so that two products' authorisations cannot be joined by it. Latin letters count as
  /// capitals (GB 11643, GB 32100). It is not secret: who holds it can try codes.
  package static func digest(product: RecordID, code: String) -> DigestText? {
    let text = "shuyu.consent.v1\u{0}\(product.rawValue)\u{0}\(code.uppercased())"
    return DigestText(Hex.encode(SHA256.hash(Array(text.utf8)).bytes))
  }

  /// Whether a code has the form and check digit of its kind.
  static func isSound(_ code: String, _ kind: SubjectKind) -> Bool {
    switch kind {
    case .person: ResidentIdentityNumber(code) != nil
    case .enterprise: UnifiedSocialCreditCode(code.uppercased()) != nil
    }
  }

  /// The authorisations with which a developer may ask a product about a code on a day: the one
  /// that runs longest, nil when none holds.
  package static func consent(
    product: RecordID, developer: RecordID, code: String, on day: Day, _ read: any RecordReader
  ) throws -> Consent? {
    guard let digest = digest(product: product, code: code) else { return nil }
    let found = try read.all(
      Consent.self, .equal("subjectDigest", digest.text), .equal("product", product),
      .equal("grantedTo", developer), .equal("state", Consent.State.active.rawValue))
    return found.filter { $0.isValid(on: day) }.max { ($0.until, $0.id) < ($1.until, $1.id) }
  }
}
