// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Regulation

/// Makes an account without any power; the security administrator grants its capacities.
package struct CreateAccount: SlowAction {
  let login: String
  let organisation: RecordID
  let kind: AccountKind
  let name: String
  let password: String
  let issuer: String?
  let externalSubject: String?
  private var verifier: PasswordVerifier?

  private init(
    login: String, organisation: RecordID, kind: AccountKind, name: String, password: String,
    issuer: String?, externalSubject: String?
  ) {
    self.login = login
    self.organisation = organisation
    self.kind = kind
    self.name = name
    self.password = password
    self.issuer = issuer
    self.externalSubject = externalSubject
  }

  /// Derives the verifier; that takes a good part of a second.
  package func beforehand(_ preparation: Preparation) throws -> Self {
    var action = self
    action.verifier = try PasswordVerifier.make(
      password: password, salt: preparation.random.bytes(16))
    return action
  }

  /// The declaration.
  package static let spec = Spec<Self>(
    "account.create", zh: "新建账号", en: "Create an account",
    capacities: [.systemAdministrator], clauses: [],
    fields: Field("login", zh: "登录名", en: "Login", bounds: 3...64),
    Field("organisation", zh: "单位", en: "Organisation", refersTo: "organisation"),
    Field("kind", zh: "类型", en: "Kind"),
    Field("name", zh: "姓名", en: "Name", bounds: 1...100),
    Field("password", zh: "初始口令", en: "Initial password", bounds: 12...256, secret: true),
    Field("issuer", zh: "身份来源", en: "Identity issuer", bounds: 1...200),
    Field("externalSubject", zh: "外部标识", en: "External subject", bounds: 1...200),
    make: Self.init)

  /// The organisation, and an account with this login.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (Organisation?, Account?) {
    (
      try read.find(Organisation.self, organisation),
      try read.first(Account.self, .equal("login", login))
    )
  }

  /// Refuses taken logins, odd logins, unknown organisations.
  package func decide(_ facts: (Organisation?, Account?), _ context: Context) -> Decision {
    var reasons: [Reason] = []
    let isPlain = login.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2E
        || byte == 0x5F
    }
    if !isPlain {
      reasons.append(
        Reason(
          "account.login.form", zh: "登录名只能用小写字母、数字、点、横线和下划线",
          en: "a login has lower-case letters, digits, dots, hyphens and underscores only",
          field: "login"))
    }
    if facts.1 != nil {
      reasons.append(
        Reason("account.login.taken", zh: "登录名已被使用", en: "the login is taken", field: "login"))
    }
    guard let organisation = facts.0, organisation.place == context.place,
      organisation.state == .active
    else {
      let unknown = Reason(
        "organisation.unknown", zh: "单位不存在或已停用", en: "no such active organisation",
        field: "organisation")
      return .refused(reasons + [unknown])
    }
    if let refusal = context.refusal(reasons) { return refusal }
    return created(in: organisation, context)
  }

  private func created(in organisation: Organisation, _ context: Context) -> Decision {
    let id = context.newID(Account.table)
    do {
      let secrets = AccountSecrets(
        name: name, verifier: verifier, externalSubject: externalSubject)
      let fact = AccountCreated(
        subject: id, login: login, organisation: organisation.id, place: organisation.place,
        kind: kind, issuer: issuer ?? "local")
      return .allowed(Event(fact, payload: try JSON(encoding: secrets)), id: id)
    } catch {
      return .refused(
        Reason(
          "account.password.unusable", zh: "口令无法处理，请换一个", en: "the password cannot be used",
          field: "password"))
    }
  }
}

/// What of an account can be erased.
package struct AccountSecrets: Codable, Sendable, Hashable {
  /// The person's name.
  package let name: String?
  /// The password's verifier.
  package let verifier: PasswordVerifier?
  /// The identity provider's id.
  package let externalSubject: String?

  /// Gathers what can be erased.
  package init(name: String?, verifier: PasswordVerifier?, externalSubject: String?) {
    self.name = name
    self.verifier = verifier
    self.externalSubject = externalSubject
  }
}

/// An account was made, without capacities.
package struct AccountCreated: DomainEvent {
  /// The stable type.
  package static let type = "account.created"
  /// The account.
  package let subject: RecordID
  let login: String
  let organisation: RecordID
  let place: String
  let kind: AccountKind
  let issuer: String

  /// Adds the account.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    let secrets = try payload?.decode(AccountSecrets.self)
    return [
      .put(
        Account(
          id: subject, login: login, organisation: organisation, place: place, kind: kind,
          issuer: issuer, externalSubject: secrets?.externalSubject, name: secrets?.name,
          verifier: secrets?.verifier, assurance: .unverified, subject: nil, capacities: [],
          state: .created,
          createdBy: stamp.actor))
    ]
  }
}
