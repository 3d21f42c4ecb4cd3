// SPDX-License-Identifier: Apache-2.0

/// Reads the members of one section, notes which were read, and reports the others.
///
/// Every function returns a value even when the text is wrong; the problem is then collected and
/// the profile as a whole is refused.
final class ProfileSection {
  let path: String
  let line: Int
  let problems: ProfileProblems
  private let members: [String: ProfileNode]
  private let isMissing: Bool
  private var read: Set<String> = []

  init(
    path: String, line: Int, members: [String: ProfileNode], problems: ProfileProblems,
    isMissing: Bool = false
  ) {
    self.path = path
    self.line = line
    self.members = members
    self.problems = problems
    self.isMissing = isMissing
  }

  /// Stands for a section that is not there and was reported already.
  static func missing(path: String, problems: ProfileProblems, line: Int) -> ProfileSection {
    ProfileSection(path: path, line: line, members: [:], problems: problems, isMissing: true)
  }

  /// The member, or nil when it is not there; noted as read.
  func optional(_ key: String) -> ProfileNode? {
    read.insert(key)
    return members[key]
  }

  /// The member; reports when it is not there.
  func required(_ key: String) -> ProfileNode? {
    if let node = optional(key) { return node }
    if !isMissing { problems.report(line, joined(key), "is missing") }
    return nil
  }

  /// Reports a problem of the section itself.
  func report(_ message: String) { problems.report(line, path, message) }

  /// Reports members that nothing reads; called when all others were read.
  func end() {
    for key in members.keys.sorted() where !read.contains(key) {
      let member = members[key]
      problems.report(member?.line ?? line, joined(key), "is not known here")
    }
  }

  private func joined(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

extension ProfileSection {
  /// A bare value of a required member.
  func plain<Value>(_ key: String, _ shape: Shape<Value>) -> Value {
    guard let node = required(key) else { return shape.placeholder }
    return shape.read(node)
  }

  /// A bare value of a member that may be absent or null.
  func plainIfPresent<Value>(_ key: String, _ shape: Shape<Value>) -> Value? {
    guard let node = optional(key), !node.isNull else { return nil }
    return shape.read(node)
  }

  /// A text in both languages, given by the members `zh` and `en` of this section.
  func label() -> LocalText {
    LocalText(zh: plain("zh", .text), en: plain("en", .text))
  }

  /// The clauses of this section; at least one unless the section names a source.
  func clauses(orSource source: String? = nil) -> [ClauseID] {
    let clauses = source == nil ? plain("clauses", .clauses) : plainIfPresent("clauses", .clauses)
    guard let clauses, !clauses.isEmpty || source != nil else {
      if !isMissing, read.contains("clauses"), members["clauses"] != nil {
        problems.report(line, joined("clauses"), "must name at least one clause")
      }
      return []
    }
    return clauses
  }

  /// A required subsection.
  func section<Value>(_ key: String, _ make: (ProfileSection) -> Value) -> Value {
    let section =
      required(key)?.section()
      ?? .missing(path: joined(key), problems: problems, line: line)
    defer { section.end() }
    return make(section)
  }

  /// A required list of subsections.
  func sections<Value>(_ key: String, _ make: (ProfileSection) -> Value) -> [Value] {
    guard let elements = required(key)?.elements() else { return [] }
    return elements.map { element in
      let section = element.section()
      defer { section.end() }
      return make(section)
    }
  }

  /// A list of subsections that may be absent.
  func sectionsIfPresent<Value>(_ key: String, _ make: (ProfileSection) -> Value) -> [Value] {
    optional(key) == nil ? [] : sections(key, make)
  }

  /// A value with its clauses: `{value: …, clauses: […]}`, `value` null where the text is silent.
  ///
  /// Optional members: `source` where no clause decides, `reading`; for an open value `gates`, and
  /// `least` and `most` where less may be set than the shape would take.
  /// Where the text asks for nothing at all, the value is `{silent: true}` and nothing more.
  func value<Value>(_ key: String, _ shape: Shape<Value>) -> ProfileValue<Value> {
    section(key) { section in
      if let silent = section.optional("silent"), silent.isUnsettled {
        silent.reportUnsettled()
        return ProfileValue(nil, clauses: [], isSilent: true)
      }
      if section.plainIfPresent("silent", .bool) == true {
        return ProfileValue(nil, clauses: [], isSilent: true)
      }
      let source = section.plainIfPresent("source", .text)
      let clauses = section.clauses(orSource: source)
      let gates = section.plainIfPresent("gates", .bool) ?? false
      let isReading = section.plainIfPresent("reading", .bool) ?? false
      let least = section.plainIfPresent("least", .int(0...1_000_000))
      let most = section.plainIfPresent("most", .int(0...1_000_000))
      guard let node = section.required("value") else {
        return ProfileValue(nil, clauses: clauses, source: source)
      }
      guard node.isNull else {
        if section.members["gates"] != nil { node.report("is given, so it cannot gate") }
        let value = ProfileValue(
          shape.read(node), clauses: clauses, source: source, isReading: isReading)
        return section.superseding(value, shape, node)
      }
      let form = shape.form.narrowed(least: least, most: most)
      if form == nil { section.report("`least` and `most` must lie within what the value takes") }
      if let setting = problems.setting(for: section.path) {
        return ProfileValue(
          shape.read(node.replaced(by: setting)), clauses: clauses, source: setting.source)
      }
      problems.leaveOpen(
        OpenValue(
          key: section.path, clauses: clauses, gates: gates, form: form ?? .structured))
      return ProfileValue(nil, clauses: clauses, source: source, isReading: isReading)
    }
  }

  /// The value that a text gives, or what a newer or higher instrument put in its place.
  private func superseding<Value>(
    _ value: ProfileValue<Value>, _ shape: Shape<Value>, _ node: ProfileNode
  ) -> ProfileValue<Value> {
    guard shape.form != .structured, let text = node.plain else { return value }
    problems.give(
      GivenValue(key: path, text: text, clauses: value.clauses, form: shape.form))
    guard let setting = problems.superseding(path) else { return value }
    return ProfileValue(
      shape.read(node.replaced(by: setting)),
      clauses: value.clauses + (setting.superseding ?? []), source: setting.source)
  }
}
