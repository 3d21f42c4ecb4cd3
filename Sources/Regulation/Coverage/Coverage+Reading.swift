// SPDX-License-Identifier: Apache-2.0

extension Coverage {
  /// Reads the file of answers and reports everything that is wrong with it at once.
  /// - Parameters:
  ///   - yaml: The text, at most `Profile.bytesMax` bytes.
  ///   - file: The name under which problems are reported.
  package static func load(yaml: String, file: String) throws(ProfileError) -> Coverage {
    let root = try YAMLText.compose(yaml, file: file)
    let problems = ProfileProblems(file: file, clausePrefix: nil)
    let section = ProfileNode(node: root, path: "", problems: problems).section()
    let coverage = Coverage(places: section.sections("places", PlaceCoverage.init))
    section.end()
    coverage.checkNames(problems)
    try problems.finish()
    return coverage
  }

  private func checkNames(_ problems: ProfileProblems) {
    var seen: Set<ClauseID> = []
    for (_, entry) in all where !seen.insert(entry.id).inserted {
      problems.report(0, entry.id.rawValue, "is answered twice")
    }
    if Set(places.map(\.place)).count != places.count {
      problems.report(0, "places", "names a place twice")
    }
  }
}

extension PlaceCoverage {
  /// Reads the section of one place.
  init(_ section: ProfileSection) {
    let prefix = section.plain("clausePrefix", .clausePrefix)
    self.init(
      place: section.plain("place", .name), clausePrefix: prefix,
      entries: section.sections("clauses") { CoverageEntry($0, prefix: prefix) })
  }
}
