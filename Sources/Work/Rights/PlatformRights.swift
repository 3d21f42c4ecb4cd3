// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
package import Gateway
package import Platform
package import Regulation

/// The rights behind a key, as the platform's records have them now.
package struct PlatformRights: RightsSource {
  private let reporting: any Reporting
  private let profiles: [String: Profile]
  private let subjects: SubjectMarker

  /// Reads the platform's records under the rules of each place; `subjects` is the key under which
  /// codes of persons and enterprises are hidden.
  package init(
    reporting: any Reporting, profiles: [String: Profile], subjects: SubjectMarker
  ) {
    self.reporting = reporting
    self.profiles = profiles
    self.subjects = subjects
  }

  /// The rights of the key whose secret has this digest: one read of key, subscription, contract,
  /// product, release and agreement.
  package func rights(ofKey digest: Digest, on day: Day) throws -> KeyRights? {
    try reporting.read { read in
      guard let key = try read.first(APIKey.self, .equal("digest", digest.hex)),
        let profile = profiles.ruling(key.place)
      else { return nil }
      let rights = try Rights.find(key: key.id, read)
      guard let subscription = rights.subscription, let product = rights.product else { return nil }
      let holder = KeyHolder(
        key: key.id, subscription: subscription.id, product: product.id, line: product.line,
        version: product.version, developer: subscription.developer, place: key.place)
      return KeyRights(
        holder: holder, standing: PlatformRights.standing(rights, product, on: day, profile))
    }
  }

  /// The line of a product, one for all its versions.
  package func line(ofProduct product: RecordID) throws -> RecordID? {
    try reporting.read { read in try read.find(Product.self, product)?.line }
  }

  /// Whether an authorisation of the subject is valid now; read for each call.
  package func isAuthorised(_ holder: KeyHolder, subject code: String, on day: Day) throws -> Bool {
    let marks = subjects.marks(of: code)
    return try reporting.read { read in
      let consent = try ConsentSubject.consent(
        product: holder.product, developer: holder.developer, marks: marks, on: day, read)
      return consent?.place == holder.place
    }
  }

  private static func standing(
    _ rights: Rights, _ product: Product, on day: Day, _ profile: Profile
  ) -> KeyRights.Standing {
    let reasons = RightsCheck.standing(rights, on: day, profile: profile).reasons
    guard reasons.isEmpty, let release = rights.release,
      let content = Digest(hex: (release.servedDigest ?? product.contentDigest).text)
    else { return .refused(reasons) }
    return .allowed(
      Entitlement(
        release: release.id, content: content,
        form: form(product, release, rights.consentClauses(profile)),
        price: price(of: product, on: day, profile), callsPerDay: release.standing?.callsPerDay))
  }

  private static func form(
    _ product: Product, _ release: Release, _ clauses: [ClauseID]
  ) -> Entitlement.Form {
    switch product.kind {
    case .query, .tabulation: return .cube
    case .subject:
      guard let template = release.spec.subject else { return .other }
      return .subject(template, clauses: clauses)
    case .file, .microdata, .model, .report: return .other
    }
  }

  /// The price of a day: the last one that holds by then; nothing for a free class of use.
  private static func price(of product: Product, on day: Day, _ profile: Profile) -> Money {
    guard !profile.isFree(useClass: product.useClass) else { return .zero }
    return product.prices.last { $0.from <= day }?.amount ?? .zero
  }
}
