// SPDX-License-Identifier: Apache-2.0

/// What applies beneath every place: national documents, and the platform's own policy where all
/// texts are silent. Each value names its source.
package struct NationalRules: Codable, Hashable, Sendable {
  /// The version of these rules.
  package let version: Int
  /// The national documents by number.
  package let documents: [NationalDocument]
  /// The longest term of an agreement in years.
  package let termYearsMax: ProfileValue<Int>
  /// Whether an operator may work on products already delivered.
  package let operatorMayRedevelop: ProfileValue<Bool>
  /// How many years a registration is valid.
  package let registrationYears: ProfileValue<Int>
  /// The month by whose end the yearly disclosure for the year before is due, 1 to 12.
  package let disclosureDueMonth: ProfileValue<Int>
  /// The least number of months logs are kept.
  package let logRetentionMonthsMin: ProfileValue<Int>
  /// How many people hold the separated administrators' parts.
  package let separatedAdministrators: ProfileValue<Int>
  /// Who checks what leaves, and against what.
  package let egress: EgressRules
  /// What is to be configured.
  package let open: [OpenValue]
}

/// One national document.
package struct NationalDocument: Codable, Hashable, Sendable {
  /// The document number.
  package let number: String
  /// Its title for people, shortened.
  package let label: LocalText
}

extension NationalRules {
  /// Reads the text of the national rules; see `Profile.load(yaml:file:settings:)`.
  package static func load(
    yaml: String, file: String, settings: [ProfileSetting] = []
  ) throws(ProfileError) -> NationalRules {
    let root = try YAMLText.compose(yaml, file: file)
    let problems = ProfileProblems(file: file, clausePrefix: nil, settings: settings)
    let section = ProfileNode(node: root, path: "", problems: problems).section()
    let rules = NationalRules(section, problems: problems)
    section.end()
    try problems.finish()
    return rules
  }

  private init(_ section: ProfileSection, problems: ProfileProblems) {
    version = section.plain("version", .int(1...1_000_000))
    documents = section.sections("documents") { section in
      NationalDocument(number: section.plain("number", .text), label: section.label())
    }
    termYearsMax = section.value("termYearsMax", .int(1...50))
    operatorMayRedevelop = section.value("operatorMayRedevelop", .bool)
    registrationYears = section.value("registrationYears", .int(1...50))
    disclosureDueMonth = section.value("disclosureDueMonth", .int(1...12))
    logRetentionMonthsMin = section.value("logRetentionMonthsMin", .int(1...600))
    separatedAdministrators = section.value("separatedAdministrators", .int(3...3))
    egress = section.section("egress", EgressRules.init)
    open = problems.open
  }
}
