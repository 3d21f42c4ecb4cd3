// SPDX-License-Identifier: Apache-2.0

/// The beginning of a new place's profile: that of another place, every answer to be settled anew.
///
/// What one text says binds nobody else, so no clause, reading or silence is taken over: the word
/// `unsettled` stands for each, and a profile that has it is refused with its line.
package enum ProfileTemplate {
  /// What stands where the new place's own text must answer.
  package static let unsettled = "unsettled"

  /// What a reader is told of a passage that is not settled.
  package static let unsettledMessage =
    "is not settled: answer it from the place's own text and name the clause"

  /// Makes the text of a new profile.
  /// - Parameters:
  ///   - yaml: The text of the profile to begin from, which must be one that can be used.
  ///   - file: The name under which its problems are reported.
  ///   - place: The new place's name in code.
  package static func text(
    from yaml: String, file: String, place: String
  ) throws(ProfileError) -> String {
    let source = try Profile.load(yaml: yaml, file: file)
    guard isName(place), place != source.place else {
      throw ProfileError(problems: [
        ProfileProblem(
          file: file, line: 0, key: "place",
          message: "must be a new name of letters and digits that begins with a small letter")
      ])
    }
    let body = sections(yaml).compactMap { name, lines in
      heading(name, place: place) ?? lines.map(settledAnew).joined(separator: "\n")
    }
    return header(source, place) + body.joined(separator: "\n") + "\n"
  }

  private static func header(_ source: Profile, _ place: String) -> String {
    """
    # The rules of \(place), begun from version \(source.version) of the rules of \(source.place).
    # `unsettled` stands wherever the place's own text must answer; `shuyu profile check` names
    # each line. Keep, change or remove what a passage says, then name the clause that says so.
    # Where the text asks for something and leaves it open, the value is `null`; where it does not
    # speak, `{silent: true}`; `reading: true` marks a reading of an unclear passage.

    """
  }

  /// The members of the top level that are the place's own from the first.
  private static func heading(_ name: String, place: String) -> String? {
    switch name {
    case "place": "place: \(place)"
    case "clausePrefix", "level", "division": "\(name): \(unsettled)"
    case "name": "name: {zh: \(unsettled), en: \(unsettled)}"
    case "version": "version: 1"
    case "status":
      "status: {state: draft, documentNumber: null, from: null, until: null, "
        + "clauses: [\(unsettled)]}"
    case "upstream": "upstream: {value: [\(unsettled)], clauses: [\(unsettled)]}\n"
    default: nil
    }
  }

  /// The lines of each member of the top level, without comments, under its name.
  private static func sections(_ yaml: String) -> [(name: String, lines: [String])] {
    var sections: [(name: String, lines: [String])] = []
    var dropped: Int?
    for line in yaml.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line.drop { $0 == " " }
      let indent = line.count - text.count
      if let depth = dropped {
        if text.isEmpty || indent > depth { continue }
        dropped = nil
      }
      if text.hasPrefix("#") { continue }
      if indent == 0, let end = text.firstIndex(of: ":") {
        sections.append((String(text[..<end]), []))
      }
      guard !sections.isEmpty else { continue }
      // What the other place lists by name is nothing to keep.
      if text == "firstBatch:" {
        dropped = indent
        sections[sections.count - 1].lines.append("\(line) \(unsettled)")
        continue
      }
      if text == "reading: true" { continue }
      sections[sections.count - 1].lines.append(String(line))
    }
    return sections
  }

  /// A line with its clauses, its silence or its empty list to be settled, and without a reading.
  private static func settledAnew(_ line: String) -> String {
    line.replacing(/clauses: \[[^\]]*\]/, with: "clauses: [\(unsettled)]")
      .replacing("{silent: true}", with: "{silent: \(unsettled)}")
      .replacing(", reading: true", with: "")
      .replacing(/^( +\w+): \[\]$/) { "\($0.1): \(unsettled)" }
  }

  private static func isName(_ text: String) -> Bool {
    text.wholeMatch(of: /[a-z][A-Za-z0-9]{0,59}/) != nil
  }
}

extension ProfileNode {
  /// Whether the word stands here that asks for an answer from the place's own text.
  var isUnsettled: Bool { plain == ProfileTemplate.unsettled }

  /// Says that the answer is still to be given.
  func reportUnsettled() { report(ProfileTemplate.unsettledMessage) }
}
