// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// How the first accounts come to be, and who the platform itself is.
package enum Bootstrap {
  /// The platform's own account: it reports what its services did and cannot sign in.
  package static let platformAccount = RecordID.make(
    prefix: "ACC", random: [UInt8](repeating: 0, count: 16))
  /// The platform's own organisation.
  package static let platformOrganisation = RecordID.make(
    prefix: "ORG", random: [UInt8](repeating: 0, count: 16))

  /// The platform acting in a place.
  package static func actor(in place: String) -> Actor {
    Actor(
      account: platformAccount, organisation: platformOrganisation, place: place,
      capacities: [.system])
  }
}

/// Founds the platform in a place: an organisation and the three administrators.
package struct FoundPlatform: Action {
  let place: String
  let organisation: String
  let uscc: String?
  let administrators: [AdministratorSeed]

  /// The declaration.
  package static let spec = Spec<Self>(
    "platform.found", zh: "平台初始化", en: "Found the platform", capacities: [.system], clauses: [],
    fields: Field("place", zh: "所在地区", en: "Place", bounds: 1...40),
    Field("organisation", zh: "运维单位", en: "Running organisation", bounds: 1...200),
    Field("uscc", zh: "统一社会信用代码", en: "Credit code", bounds: 18...18),
    Field("administrators", zh: "管理员", en: "Administrators", bounds: 3...3),
    make: Self.init)

  /// How many accounts this place has.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Int {
    try read.count(Account.self, [.equal("place", place)])
  }

  /// Only once, only with the three separated administrators, and with a code that checks where one
  /// is given.
  package func decide(_ accounts: Int, _ context: Context) -> Decision {
    guard accounts == 0 else {
      return .refused(
        Reason("platform.founded", zh: "本地区已初始化", en: "this place is founded already"))
    }
    guard uscc.map({ UnifiedSocialCreditCode($0) != nil }) ?? true else {
      return .refused(
        Reason(
          "platform.uscc", zh: "运维单位的统一社会信用代码校验不通过，请核对",
          en: "the running organisation's credit code fails its check digit; compare it with the"
            + " certificate", field: "uscc"))
    }
    guard Set(administrators.map(\.capacity)) == Capacity.administrators else {
      return .refused(
        Reason(
          "platform.administrators", zh: "须分别设置系统、安全、审计三名管理员",
          en: "one system, one security and one audit administrator are needed"))
    }
    let organisationID = context.newID(Organisation.table)
    var events = [
      Event(
        OrganisationRegistered(
          subject: organisationID, place: place, name: organisation, uscc: uscc,
          legalForm: .institution,
          capacities: Capacity.administrators.sorted { $0.rawValue < $1.rawValue }))
    ]
    do {
      for (index, seed) in administrators.enumerated() {
        let id = context.newID(Account.table, index)
        let secrets = AccountSecrets(
          name: seed.login, verifier: seed.verifier, externalSubject: nil)
        let created = AccountCreated(
          subject: id, login: seed.login, organisation: organisationID, place: place,
          kind: .person, issuer: "local")
        events.append(Event(created, payload: try JSON(encoding: secrets)))
        events.append(
          Event(
            CapacitiesGranted(
              subject: id, capacities: [seed.capacity], assurance: .documentSeen)))
      }
    } catch {
      return .refused(Reason("platform.secrets", zh: "口令无法处理", en: "a verifier cannot be kept"))
    }
    return .allowed(events)
  }
}

/// One of the first three administrators.
package struct AdministratorSeed: StructuredValue, Hashable {
  /// The sign-in name.
  package let login: String
  /// Which of the three.
  package let capacity: Capacity
  /// The verifier of a password made beforehand.
  package let verifier: PasswordVerifier

  /// Names an administrator.
  package init(login: String, capacity: Capacity, verifier: PasswordVerifier) {
    self.login = login
    self.capacity = capacity
    self.verifier = verifier
  }

  /// An example.
  package static let example = #"{"login":"admin","capacity":"systemAdministrator"}"#
}
