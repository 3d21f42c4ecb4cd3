// SPDX-License-Identifier: Apache-2.0

import Core
import Regulation
import Testing

@Suite struct EzhouTests {
  @Test func `the place and the state of its text are known`() throws {
    let profile = try SharedData.ezhou()
    #expect(profile.place == "ezhou")
    #expect(profile.name.zh == "鄂州市")
    #expect(profile.level == .city)
    #expect(profile.division.rawValue == "420700")
    #expect(profile.status.state == .draft)
    #expect(profile.status.clauses == ["EZ-00-a"])
    #expect(!profile.status.isInForce(on: Instant(milliseconds: 0).day(in: .china)))
    #expect(profile.upstream.value?.count == 2)
    #expect(profile.upstream.clauses == ["EZ-00-b"])
  }

  @Test func `the bureau is both implementing body and data authority`() throws {
    let profile = try SharedData.ezhou()
    #expect(profile.capacities(of: "cityDataBureau") == [.implementingBody, .dataAuthority])
    #expect(profile.capacities(of: "nobody").isEmpty)
    #expect(profile.word(for: .developer).zh == "数据产品开发商")
    #expect(profile.word(for: .implementingBody).zh == "市数据局")
    #expect(profile.word(for: .expertGroup) == Capacity.expertGroup.label)
  }

  @Test func `authorisation is whole for exactly five years to a legal person`() throws {
    let rules = try SharedData.ezhou().authorisation
    #expect(rules.defaultMode.value == "whole")
    #expect(rules.modes.map(\.id) == ["whole", "individual"])
    #expect(rules.modes.map(\.activeMax) == [1, nil])
    #expect(rules.modes.allSatisfy { !$0.isExclusive })
    #expect(rules.modes[1].criteria.count == 4)
    #expect(rules.termYears.value == 5)
    #expect(rules.termYears.clauses == ["EZ-02.6-i"])
    #expect(rules.termIsFixed.value == true)
    #expect(rules.renewal.isReading)
    #expect(
      rules.callSections.value?.map(\.id)
        == ["mode", "scope", "conditions", "reviewCriteria", "requirements"])
    #expect(rules.callSections.clauses == ["EZ-02.6-c"])
    #expect(rules.callMethods.value?.count == 4)
    #expect(rules.sourceUnitMayAuthorise.value == false)
    let profile = try SharedData.ezhou()
    #expect(profile.allowsOperator(legalForm: "legalPerson"))
    #expect(!profile.allowsOperator(legalForm: "unincorporated"))
    #expect(profile.operatorFormClauses == ["EZ-A1.3-a"])
  }

  @Test func `lists have the lengths of the text`() throws {
    let profile = try SharedData.ezhou()
    #expect(profile.catalogue.requiredFields.value?.count == 7)
    #expect(profile.catalogue.inclusionChecks.value?.count == 5)
    #expect(profile.catalogue.unitDuties.value?.count == 4)
    #expect(profile.eligibility.items.count == 4)
    #expect(profile.eligibility.items[0].evidence.count == 4)
    #expect(profile.eligibility.incidentFreeYears.value == 3)
    #expect(profile.products.types.value?.count == 6)
    #expect(profile.termination.grounds.count == 5)
    #expect(profile.termination.handoverItems.value?.count == 4)
    #expect(profile.supervision.disclosureItems.value?.count == 4)
    #expect(profile.supply.gates.value?.map(\.id) == ["feasibility", "demand"])
    #expect(
      profile.operation.ruleDocuments.map(\.gates) == [
        [.scenario, .contract], [.dataImport],
      ])
  }

  @Test func `who reviews, who registers and what is free are the text's`() throws {
    let profile = try SharedData.ezhou()
    for gate in profile.supply.gates.value ?? [] {
      #expect(gate.reviewers == [.implementingBody, .sourceUnit])
      #expect(gate.separation == .organisation && gate.after.isEmpty && gate.aspects.isEmpty)
    }
    #expect(profile.products.reviewer.value == .capacity(.dataAuthority))
    #expect(profile.products.registrationRequired.value == true)
    #expect(profile.operation.operatorMayRedevelop.value == false)
    #expect(profile.operation.operatorMayRedevelop.clauses == ["EZ-02.2-e"])
    #expect(profile.isFree(useClass: "publicBenefit"))
    #expect(profile.isFree(useClass: "publicGovernance"))
    #expect(!profile.isFree(useClass: "industrialDevelopment"))
    #expect(profile.pricing.setter.value == .operator)
    #expect(profile.pricing.ceilingRequired.clauses == ["EZ-02.12-a", "EZ-02.12-b"])
    #expect(profile.security.rawDataLeavesDomain.value == false)
  }

  @Test func `the first batch has fifteen rows as twenty-five stubs`() throws {
    let stubs = try SharedData.ezhou().catalogue.firstBatch
    #expect(stubs.count == 25)
    #expect(Set(stubs.map(\.row)) == Set(1...15))
    for stub in stubs {
      let row = stub.row < 10 ? "0\(stub.row)" : "\(stub.row)"
      #expect(stub.clauses.first == ClauseID("EZ-A2.\(row)-a"))
    }
    let perRow = Dictionary(grouping: stubs, by: \.row).mapValues(\.count)
    #expect(perRow[3] == 3 && perRow[5] == 2 && perRow[7] == 3 && perRow[12] == 3)
    #expect(stubs.filter { $0.personalInformation == .sensitive }.count == 3)
    #expect(stubs.filter { $0.personalInformation.needsConsent }.count == 13)
    #expect(stubs.filter(\.secrecyReview).map(\.row) == [14])
    #expect(stubs.filter(\.tradeSecretPossible).map(\.row) == [13])
    #expect(stubs.first { !$0.excluded.isEmpty }?.resource == "检验检查信息")
    #expect(stubs.first { $0.note != nil }?.row == 11)
  }

  @Test func `what the text leaves open is listed, and what gates is marked`() throws {
    let profile = try SharedData.ezhou()
    let notice = "procedures.authorisation.steps.publicNotice.period.workingDays"
    #expect(profile.openValue(notice)?.clauses == ["EZ-02.6-f"])
    #expect(profile.openValue(notice)?.gates == true)
    let filing = profile.openValue("operation.filings.scenarioContract.workingDays")
    #expect(filing?.clauses == ["EZ-02.10-e"])
    #expect(filing?.gates == false)
    #expect(profile.openValue("supervision.disclosureIntervalDays") != nil)
    #expect(profile.openValue("authorisation.termYears") == nil)
    #expect(profile.open.allSatisfy { !$0.clauses.isEmpty })
    #expect(Set(profile.open.map(\.key)).count == profile.open.count)
    #expect(profile.gatingOpen.count == 7)
  }

  @Test func `open thresholds rest on the national rules`() throws {
    let profile = try SharedData.ezhou().resting(on: SharedData.national())
    #expect(profile.egress.checkers.value == 2)
    #expect(profile.egress.checkers.clauses == ["EZ-02.13-a"])
    #expect(profile.egress.checkers.source?.hasPrefix("platform policy") == true)
    #expect(profile.egress.contributorsMin.value == 10)
    #expect(profile.egress.dominanceCount.value == 2)
    #expect(profile.egress.dominancePercent.value == 90)
    #expect(profile.egress.ambiguityPercent.value == 10)
    #expect(
      profile.gatingOpen.map(\.key)
        == ["procedures.authorisation.steps.publicNotice.period.workingDays"])
  }

  @Test func `a value set by a document is no longer open`() throws {
    let key = "procedures.authorisation.steps.publicNotice.period.workingDays"
    let profile = try SharedData.ezhou([
      ProfileSetting(key: key, text: "5", source: "鄂数据〔2026〕1号")
    ])
    #expect(profile.openValue(key) == nil)
    let period = profile.procedure("authorisation")?.step("publicNotice")?.period
    #expect(period?.workingDays.value == 5)
    #expect(period?.workingDays.source == "鄂数据〔2026〕1号")
    #expect(period?.workingDays.clauses == ["EZ-02.6-f"])
    #expect(period?.rule == .atLeast)
  }

  @Test(arguments: [
    ("authorisation.termYears", "3", "is set but the profile does not leave it open"),
    ("nowhere", "3", "is set but the profile does not leave it open"),
    ("catalogue.updateIntervalDays", "0", "must be a whole number from 1 to 3660"),
    ("catalogue.updateIntervalDays", "soon", "must be a whole number from 1 to 3660"),
  ])
  func `a setting that does not fit is refused`(key: String, text: String, message: String) {
    let error = #expect(throws: ProfileError.self) {
      try SharedData.ezhou([ProfileSetting(key: key, text: text, source: "x")])
    }
    #expect(error?.problems.contains { $0.message == message } == true)
  }

  @Test func `it does not conflict with the national rules`() throws {
    #expect(try SharedData.national().conflicts(with: SharedData.ezhou()).isEmpty)
  }

  @Test func `a profile survives its JSON form`() throws {
    let profile = try SharedData.ezhou()
    let json = try JSON(encoding: profile)
    #expect(try json.decode(Profile.self) == profile)
    #expect(try JSON.parse(json.canonical()).decode(Profile.self) == profile)
    let national = try SharedData.national()
    #expect(try JSON(encoding: national).decode(NationalRules.self) == national)
  }

  @Test func `every clause has the prefix of the text`() throws {
    let clauses = try JSON(encoding: SharedData.ezhou()).clauses
    #expect(clauses.count > 70)
    #expect(clauses.allSatisfy { $0.hasPrefix("EZ-") })
  }

  @Test(.enabled(if: SharedData.exists, "the shared reference data are absent"))
  func `every clause the profile names exists`() throws {
    let known = try SharedData.clauseIDs()
    #expect(known.count == 754)
    #expect(try JSON(encoding: SharedData.ezhou()).clauses.subtracting(known).isEmpty)
  }
}

extension JSON {
  /// All texts in members named `clauses`, at any depth.
  var clauses: Set<String> {
    switch self {
    case .array(let elements): elements.reduce(into: []) { $0.formUnion($1.clauses) }
    case .object(let members):
      members.reduce(into: Set(members["clauses"]?.array?.compactMap(\.string) ?? [])) {
        $0.formUnion($1.value.clauses)
      }
    default: []
    }
  }
}
