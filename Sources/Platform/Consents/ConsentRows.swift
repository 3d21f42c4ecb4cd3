// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// How the subjects' authorisations choose the rows of a grant that rests on them (EZ-02.3-b).
package enum ConsentRows: String, Codable, Hashable, Sendable {
  /// Only rows of subjects of whom an authorisation is in force.
  case consented
  /// No rows of subjects that withdrew theirs. For answers about one subject, each of which needs
  /// an authorisation in force when it is given.
  case notWithdrawn

  /// What a use asks for over lines of a demand that rest on these grounds.
  static func of(_ purpose: GrantPurpose, _ ways: [ConsentWay?]) -> ConsentRows? {
    guard ways.contains(.individualConsent) else { return nil }
    return purpose == .subjectService ? .notWithdrawn : .consented
  }
}

/// The subjects by whom the rows of a grant are chosen on a day.
///
/// An authorisation counts for a grant when it is about a product of the grant's agreement that was
/// made in the grant's scenario: so it was given for this purpose and this operator.
package struct GrantConsents: Sendable {
  /// How rows are chosen.
  package let rows: ConsentRows
  /// Those whose rows are kept, or left out.
  package let subjects: Set<SubjectMark>
  /// The last day on which each of those whose rows are kept still has an authorisation; nil when
  /// nobody's rows are kept for one.
  package let until: Day?

  /// Reads the authorisations of a grant; nil when it rests on none.
  package init?(_ grant: Grant, on day: Day, _ read: any RecordReader) throws {
    guard let rows = grant.consentRows else { return nil }
    self.rows = rows
    var valid: [SubjectMark: Day] = [:]
    var withdrawn: Set<SubjectMark> = []
    for product in try read.every(Product.self, [.equal("agreement", grant.agreement)]) {
      guard try read.find(Release.self, product.release)?.scenario == grant.scenario else {
        continue
      }
      for consent in try read.every(Consent.self, [.equal("product", product.id)]) {
        guard let digest = consent.subjectDigest else { continue }
        let mark = SubjectMark(kind: consent.subjectKind, digest: digest)
        if consent.state == .withdrawn { withdrawn.insert(mark) }
        if product.state != .withdrawn, consent.isValid(on: day) {
          valid[mark] = max(valid[mark] ?? day, consent.until)
        }
      }
    }
    subjects = rows == .consented ? Set(valid.keys) : withdrawn.subtracting(valid.keys)
    until = rows == .consented ? valid.values.min() : nil
  }

  /// SHA-256 over the subjects; by this a change is seen.
  package var digest: Digest {
    let texts = subjects.map { "\($0.kind.rawValue) \($0.digest.text)\n" }.sorted()
    return SHA256.hash(texts.flatMap { Array($0.utf8) })
  }

  /// The grants that rest on authorisations of a product, when its subject withdrew one before.
  static func outdated(
    byRenewing subject: DigestText?, of product: RecordID, _ read: any RecordReader
  ) throws -> [RecordID] {
    guard let subject else { return [] }
    let withdrawn = try read.count(
      Consent.self,
      [
        .equal("subjectDigest", subject.text), .equal("product", product),
        .equal("state", Consent.State.withdrawn.rawValue),
      ])
    return withdrawn > 0 ? try outdated(by: product, read) : []
  }

  /// The grants that rest on authorisations of a product, those that ended included.
  static func outdated(by product: RecordID, _ read: any RecordReader) throws -> [RecordID] {
    guard let product = try read.find(Product.self, product),
      let scenario = try read.find(Release.self, product.release)?.scenario
    else { return [] }
    return try read.every(Grant.self, [.equal("scenario", scenario)]).filter {
      $0.agreement == product.agreement && $0.consentRows != nil
    }.map(\.id)
  }
}
