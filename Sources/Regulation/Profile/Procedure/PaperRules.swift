// SPDX-License-Identifier: Apache-2.0

/// Which papers may be filed under several cases; every other stands for one.
///
/// Papers on the quality of an applicant (licences, credit reports, qualifications) are handed in
/// with applications, which are not asked here: one organisation shows them as often as it applies.
package struct PaperRules: Codable, Hashable, Sendable {
  /// The names of materials of steps that may be the same in several cases, such as the plan by
  /// which incidents are answered.
  package let shared: Set<String>
  /// Whether one decision may be recorded under several cases, such as the minutes of a meeting
  /// that decided on all of them.
  package let sharesDecisions: Bool

  /// Every paper stands for one case.
  package static let oneCaseEach = PaperRules(shared: [], sharesDecisions: false)
}

extension PaperRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    shared = Set(section.plainIfPresent("severalCases", .list(.name)) ?? [])
    sharesDecisions = section.plainIfPresent("decisionSeveralCases", .bool) ?? false
  }
}

extension Profile {
  /// Each shared material is one of a step.
  func checkPapers(_ problems: ProfileProblems) {
    let known = Set(procedures.flatMap(\.steps).flatMap(\.materials).map(\.id))
    for name in papers.shared.subtracting(known).sorted() {
      problems.report(
        problems.line(of: "papers"), "papers.severalCases",
        "names `\(name)`, which is no material of a step")
    }
  }
}
