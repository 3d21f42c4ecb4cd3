// SPDX-License-Identifier: Apache-2.0

import Core
import Yams

extension Profile {
  /// The longest text of a profile in bytes.
  package static let bytesMax = 512 * 1024

  /// Reads a profile's text and reports everything that is wrong with it at once.
  /// - Parameters:
  ///   - yaml: The text, at most `bytesMax` bytes.
  ///   - file: The name under which problems are reported.
  ///   - settings: Values that were set where the text leaves them open.
  package static func load(
    yaml: String, file: String, settings: [ProfileSetting] = []
  ) throws(ProfileError) -> Profile {
    let root = try YAMLText.compose(yaml, file: file)
    let prefix = root.mapping?["clausePrefix"]?.scalar?.string
    let problems = ProfileProblems(file: file, clausePrefix: prefix, settings: settings)
    let section = ProfileNode(node: root, path: "", problems: problems).section()
    var profile = Profile(section, problems: problems)
    section.end()
    profile.checkNames(problems)
    try problems.finish()
    profile.source = ProfileSource(yaml: yaml, file: file)
    return profile
  }

  private init(_ section: ProfileSection, problems: ProfileProblems) {
    place = section.plain("place", .name)
    clausePrefix = section.plain("clausePrefix", .clausePrefix)
    name = section.plain("name", .localText)
    level = section.plain("level", .oneOf(DivisionCode.Level.city))
    division = section.plain("division", .division)
    version = section.plain("version", .int(1...1_000_000))
    status = section.section("status", ProfileStatus.init)
    upstream = section.value("upstream", .list(.text))
    bodies = section.sections("bodies", ProfileBody.init)
    vocabulary = Dictionary(
      section.sections("vocabulary", ProfileTerm.init).map { ($0.id, $0) },
      uniquingKeysWith: { first, second in
        section.report("gives two words for the term `\(second.id)`")
        return first
      })
    authorisation = section.section("authorisation", AuthorisationRules.init)
    eligibility = section.section("eligibility", EligibilityRules.init)
    qualification =
      section.optional("qualification") == nil
      ? nil : section.section("qualification", QualificationRules.init)
    registration =
      section.optional("registration") == nil
      ? nil : section.section("registration", RegistrationRules.init)
    catalogue = section.section("catalogue", CatalogueRules.init)
    supply = section.section("supply", SupplyRules.init)
    imports =
      section.optional("imports") == nil
      ? nil : section.section("imports", ImportRules.init)
    operation = section.section("operation", OperationRules.init)
    products = section.section("products", ProductRules.init)
    pricing = section.section("pricing", PricingRules.init)
    security = section.section("security", SecurityRules.init)
    egress = section.section("egress", EgressRules.init)
    supervision = section.section("supervision", SupervisionRules.init)
    termination = section.section("termination", TerminationRules.init)
    duties = section.sectionsIfPresent("duties", DutyRule.init)
    procedures = section.sections("procedures", Procedure.init)
    responsibilities = section.sectionsIfPresent("responsibilities", Responsibility.init)
    prerequisites = section.sectionsIfPresent("prerequisites", Prerequisite.init)
    supervisors = section.sectionsIfPresent("supervisors", Supervisor.init)
    authorities =
      section.optional("authorities") == nil
      ? nil : section.section("authorities", AuthorityRules.init)
    papers =
      section.optional("papers") == nil
      ? .oneCaseEach : section.section("papers", PaperRules.init)
    text = section.optional("text") == nil ? nil : section.section("text", TextRules.init)
    open = problems.open
    given = problems.given
  }

  private func checkNames(_ problems: ProfileProblems) {
    let lists = [
      ("bodies", bodies.map(\.id)), ("procedures", procedures.map(\.id)),
      ("authorisation.modes", authorisation.modes.map(\.id)),
      ("eligibility.items", eligibility.items.map(\.id)),
      ("operation.ruleDocuments", operation.ruleDocuments.map(\.id)),
      ("operation.filings", operation.filings.map(\.id)),
      ("termination.grounds", termination.grounds.map(\.id)), ("duties", duties.map(\.id)),
      ("responsibilities", responsibilities.flatMap(\.actions)),
    ]
    for (key, names) in lists where Set(names).count != names.count {
      problems.report(0, key, "names something twice")
    }
    if let mode = authorisation.defaultMode.value,
      !authorisation.modes.contains(where: { $0.id == mode })
    {
      problems.report(0, "authorisation.defaultMode", "is not among the modes")
    }
    checkDuties(problems)
    checkPrerequisites(problems)
    checkFilings(problems)
    checkListPublication(problems)
    checkPapers(problems)
    checkSupervisors(problems)
    checkAuthorities(problems)
    let items = eligibility.items.map(\.id)
    for name in qualification?.scoredItems.value ?? [] where !items.contains(name) {
      problems.report(0, "qualification.scoredItems", "names `\(name)`, which is no item")
    }
    for name in text?.earlierOnly.value ?? []
    where procedure(name)?.carriedBy != nil
      || procedure(name) == nil
    {
      problems.report(0, "text.earlierOnly", "names `\(name)`, which is no procedure with cases")
    }
    if let name = catalogue.secrecyReviewer?.value, !bodies.contains(where: { $0.id == name }) {
      problems.report(0, "catalogue.secrecyReviewer", "names `\(name)`, which is no body")
    }
    let reviewers = (supply.gates.value ?? []).flatMap(\.reviewers)
    if reviewers.contains(.industryAuthority), supply.fields.value == nil {
      problems.report(
        0, "supply.gates", "asks the authority of a field, so `supply.fields` must list the fields")
    }
  }
}

extension Profile {
  /// A duty cannot go by an interval of which the text says nothing, or rest on one that is not
  /// there.
  private func checkDuties(_ problems: ProfileProblems) {
    for duty in duties {
      if let opened = duty.failedOpens.map({ procedure($0) }),
        opened?.carriedBy != nil || opened == nil
      {
        problems.report(
          problems.line(of: "duties.\(duty.id)"), "duties.\(duty.id).failedOpens",
          "names no procedure with cases")
      }
      for name in duty.after where self.duty(name)?.subject != duty.subject || name == duty.id {
        problems.report(
          problems.line(of: "duties.\(duty.id)"), "duties.\(duty.id).after",
          "names `\(name)`, which is no other duty for the same subject")
      }
      guard let interval = duty.cadence.interval else { continue }
      let (key, value) = number(of: interval)
      guard value.isSilent else { continue }
      problems.report(
        problems.line(of: "duties.\(duty.id)"), "duties.\(duty.id).cadence",
        "goes by `\(key)`, of which the text says nothing")
    }
  }
}

extension Shape where Value == String {
  /// Two or three capital letters.
  static var clausePrefix: Shape {
    Shape("two or three capital letters", placeholder: "") { node in
      guard let text = node.text, (2...3).contains(text.utf8.count),
        text.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
      else { return nil }
      return text
    }
  }
}

extension Shape where Value == DivisionCode {
  /// A code of six digits.
  static var division: Shape {
    Shape("a division code of six digits", placeholder: .capital) { node in
      node.text.flatMap(DivisionCode.init)
    }
  }
}
