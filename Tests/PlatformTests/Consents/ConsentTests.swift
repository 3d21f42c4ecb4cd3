// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ConsentTests {
  private static let code = MarketCase.subjectCode
  private static let person = "11010519491231002X"

  private func grant(
    _ market: MarketCase, _ product: RecordID, _ changes: [String: JSON?] = [:],
    as actor: Actor? = nil
  ) throws -> Outcome {
    var fields = market.consentFields(product)
    for (name, value) in changes { fields[name] = value }
    return try market.platform.run("consent.grant", .object(fields), as: actor ?? market.subject)
  }

  @Test func `nothing about the subject stands in facts or in the open`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    let id = try #require(try grant(market, product).id)
    let consent = try market.record(Consent.self, id)
    let mark = try #require(
      FakePlatform.subjects().mark(of: ConsentTests.code, .enterprise))
    let digest = mark.digest
    #expect(consent.subjectDigest == digest && consent.purpose == "授信")
    let facts = try #require(market.platform.log.last).facts.canonicalText
    #expect(!facts.contains(ConsentTests.code) && !facts.contains(digest.text))
    #expect(!facts.contains("授信"))
    #expect(try !JSON(encoding: consent).canonicalText.contains(ConsentTests.code))
    let listing = try #require(market.platform.registry.listings["consents"])
    for actor in [market.developer, market.bureau, market.subject, market.producer] {
      #expect(listing.hidden(from: actor).contains("subjectDigest"))
    }
    #expect(listing.scopes[.developer] == .party && listing.publicScope == nil)
    #expect(consent.parties == [market.developer.organisation, market.producer.organisation])
    let info = try #require(market.platform.registry.actions["consent.grant"]).info
    #expect(info.fields.filter(\.secret).map(\.name) == ["subjectCode"])
  }

  @Test func `a subject's digest cannot be made without the key`() throws {
    let own = try FakePlatform.subjects()
    let foreign = try FakePlatform.subjects(4)
    let mark = own.mark(of: ConsentTests.code, .enterprise)
    #expect(mark != nil && mark == own.mark(of: ConsentTests.code.lowercased(), .enterprise))
    #expect(mark != foreign.mark(of: ConsentTests.code, .enterprise))
    #expect(own.marks(of: ConsentTests.code).map(\.kind) == [.enterprise])
    #expect(own.marks(of: ConsentTests.person).map(\.kind) == [.person])
    #expect(SubjectMarker(key: [1, 2, 3]) == nil)
    var shown = ""
    dump(own, to: &shown)
    #expect(!"\(own)\(shown)".contains("3"))
  }

  @Test func `an account authorises for its own subject and for nobody else`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    for fields: [String: JSON?] in [
      ["subjectKind": "person", "subjectCode": .string(ConsentTests.person)],
      ["subjectKind": "person", "subjectCode": .some(nil)],
      ["subjectCode": "91420000177570439A"],
      ["subjectKind": .some(nil)],
    ] {
      let outcome = try grant(market, product, fields)
      #expect(outcome.codes == ["consent.otherSubject"])
      #expect(outcome.clauses == ["EZ-02.3-b"])
      #expect(!"\(outcome.reasons)".contains(ConsentTests.person))
    }
    let nobody: [String: JSON?] = ["subjectKind": .some(nil), "subjectCode": .some(nil)]
    let id = try #require(try grant(market, product, nobody).id)
    let mark = try FakePlatform.subjects().mark(of: ConsentTests.code, .enterprise)
    #expect(try market.record(Consent.self, id).isAbout(mark))
    let person = try market.platform.actor("a person", .dataSubject)
    #expect(try grant(market, product, nobody, as: person).codes == ["consent.identity"])
    try market.bind(person, to: ConsentTests.person)
    #expect(try grant(market, product, as: person).codes == ["consent.otherSubject"])
    let own = try #require(try grant(market, product, nobody, as: person).id)
    #expect(try market.record(Consent.self, own).subjectKind == .person)
  }

  @Test func `a paper that an operator records needs a sound code and the file`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    let wrong = "91420000177570439A"
    let outcome = try grant(
      market, product, ["subjectCode": .string(wrong)], as: market.producer)
    #expect(outcome.codes == ["consent.code"] && !"\(outcome.reasons)".contains(wrong))
    for fields: [String: JSON?] in [
      ["subjectKind": "person"], ["subjectKind": .some(nil)], ["subjectCode": .some(nil)],
    ] {
      #expect(try grant(market, product, fields, as: market.producer).codes == ["consent.code"])
    }
    let file = try #require(MarketCase.hash("consent").string)
    market.platform.notUploaded = [file]
    let missing = try grant(market, product, as: market.producer)
    #expect(missing.codes == ["consent.evidence"] && missing.clauses == ["EZ-02.3-b"])
  }

  @Test func `a recorded paper is not in force before another person confirmed it`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    let id = try #require(try grant(market, product, as: market.producer).id)
    func found() throws -> Consent? {
      try ConsentSubject.consent(
        product: product, developer: market.developer.organisation,
        marks: FakePlatform.subjects().marks(of: ConsentTests.code), on: market.platform.today,
        market.platform.records)
    }
    #expect(try market.record(Consent.self, id).state == .recorded)
    #expect(try found() == nil)
    let act: JSON = ["consent": id.json, "evidenceDigest": MarketCase.hash("consent")]
    for actor in [market.producer, market.rival] {
      let outcome = try market.platform.run("consent.confirm", act, as: actor)
      guard case .forbidden = outcome else {
        Issue.record("an operator confirms: \(outcome)")
        continue
      }
    }
    let own = try market.platform.actor(
      "own", of: market.producer.organisation, [.implementingBody])
    let itself = try market.platform.run("consent.confirm", act, as: own)
    #expect(itself.codes == ["consent.confirm.operator"] && itself.clauses == ["EZ-02.3-b"])
    let colleague = try market.platform.actor(
      "colleague", of: market.bureau.organisation, [.implementingBody])
    let paper: JSON = ["consent": id.json, "evidenceDigest": MarketCase.hash("another paper")]
    #expect(
      try market.platform.run("consent.confirm", paper, as: colleague).codes
        == ["consent.confirm.evidence"])
    try market.bind(colleague, to: ConsentTests.person)
    try market.bind(market.producer, to: ConsentTests.person)
    #expect(
      try market.platform.run("consent.confirm", act, as: colleague).codes
        == ["consent.confirm.self"])
    #expect(try found() == nil)
    try market.must("consent.confirm", act, market.bureau)
    #expect(try found()?.confirmedBy == market.bureau.account)
    #expect(
      try market.platform.run("consent.confirm", act, as: market.bureau).codes
        == ["consent.state"])
  }

  @Test func `who a paper is about withdraws it, in force or not`() throws {
    for isConfirmed in [false, true] {
      let market = try MarketCase()
      let product = try market.published(subject: true)
      let id = try #require(try grant(market, product, as: market.producer).id)
      if isConfirmed {
        try market.must(
          "consent.confirm",
          ["consent": id.json, "evidenceDigest": MarketCase.hash("consent")], market.bureau)
      }
      let act: JSON = ["consent": id.json]
      let other = try market.platform.actor("other", .dataSubject)
      try market.bind(other, to: ConsentTests.person)
      for actor in [other, market.producer, market.developer] {
        let outcome = try market.platform.run("consent.withdraw", act, as: actor)
        #expect(!outcome.isAllowed)
      }
      try market.must("consent.withdraw", act, market.subject)
      #expect(try market.record(Consent.self, id).state == .withdrawn)
    }
  }

  @Test func `only a product about subjects takes authorisations, for days to come`() throws {
    let market = try MarketCase()
    let cube = try market.published()
    #expect(try grant(market, cube).codes == ["consent.product"])
    let product = try market.published(subject: true)
    #expect(try grant(market, product, ["until": "2026-03-31"]).codes == ["consent.days"])
    #expect(
      try grant(market, product, ["from": "2026-06-01", "until": "2026-05-01"]).codes
        == ["consent.days"])
    #expect(
      try grant(market, product, ["developer": market.bureau.organisation.json]).codes
        == ["developer.unknown"])
    #expect(try grant(market, product, as: market.rival).codes == ["product.unknown"])
    #expect(try grant(market, product, as: market.producer).isAllowed)
  }

  @Test func `an account whose person is not known authorises nothing`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    try market.change(Account.self, market.subject.account) { $0.assurance = .unverified }
    #expect(try grant(market, product).codes == ["consent.identity"])
  }

  @Test func `a withdrawal takes every like authorisation with it`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    let first = try #require(try grant(market, product).id)
    let second = try #require(try grant(market, product, as: market.producer).id)
    let twin = try market.platform.actor("same subject", .dataSubject)
    try market.bind(twin, to: ConsentTests.code)
    let elsewhere = try #require(
      try grant(market, product, ["developer": market.stranger.organisation.json]).id)
    let act: JSON = ["consent": first.json]
    let other = try market.platform.actor("other subject", .dataSubject)
    #expect(
      try market.platform.run("consent.withdraw", act, as: other).codes == ["consent.unknown"])
    try market.must("consent.withdraw", act, twin)
    for id in [first, second] {
      #expect(try market.record(Consent.self, id).state == .withdrawn)
    }
    #expect(try market.record(Consent.self, elsewhere).state == .active)
    #expect(
      try ConsentSubject.consent(
        product: product, developer: market.developer.organisation,
        marks: FakePlatform.subjects().marks(of: ConsentTests.code), on: market.platform.today,
        market.platform.records) == nil)
    #expect(
      try market.platform.run("consent.withdraw", act, as: market.subject).codes
        == ["consent.state"])
  }

  @Test func `the bureau withdraws on paper only`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    let id = try #require(try grant(market, product).id)
    let without = try market.platform.run(
      "consent.withdraw", ["consent": id.json], as: market.bureau)
    #expect(without.codes == ["consent.withdraw.evidence"])
    try market.must(
      "consent.withdraw", ["consent": id.json, "evidenceDigest": MarketCase.hash("paper")],
      market.bureau)
    #expect(try market.record(Consent.self, id).withdrawnOn == market.platform.today)
  }

  @Test func `only what no longer holds is erased, with its digest`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    let id = try #require(try grant(market, product).id)
    let act: JSON = ["consent": id.json]
    #expect(
      try market.platform.run("consent.erase", act, as: market.subject).codes
        == ["consent.erase.active"])
    try market.must("consent.withdraw", act, market.subject)
    #expect(
      try market.platform.run("consent.erase", act, as: market.producer).codes.isEmpty)
    try market.must("consent.erase", act, market.subject)
    let erased = try market.record(Consent.self, id)
    #expect(erased.subjectDigest == nil && erased.purpose == nil && erased.state == .withdrawn)
    #expect(market.platform.records.erased == [id])
  }
}
