// SPDX-License-Identifier: Apache-2.0

/// What is collected while the text of one profile is read.
final class ProfileProblems {
  /// The most problems that are kept; a text with more is wrong beyond listing.
  static let problemsMax = 1_000

  let file: String
  let clausePrefix: String?
  private let settings: [String: ProfileSetting]
  private(set) var problems: [ProfileProblem] = []
  private(set) var open: [OpenValue] = []
  private(set) var given: [GivenValue] = []
  private(set) var usedSettings: Set<String> = []
  private var lines: [String: Int] = [:]

  init(file: String, clausePrefix: String?, settings: [ProfileSetting] = []) {
    self.file = file
    self.clausePrefix = clausePrefix
    self.settings = Dictionary(settings.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
  }

  func report(_ line: Int, _ key: String, _ message: String) {
    guard problems.count < Self.problemsMax else { return }
    problems.append(ProfileProblem(file: file, line: line, key: key, message: message))
  }

  func setting(for key: String) -> ProfileSetting? {
    guard let setting = settings[key] else { return nil }
    usedSettings.insert(key)
    return setting
  }

  /// Remembers where a section stands that is looked at again once all is read.
  func mark(_ section: ProfileSection) { lines[section.path] = section.line }

  /// The line of a section that was marked; 0 for any other.
  func line(of path: String) -> Int { lines[path] ?? 0 }

  func leaveOpen(_ value: OpenValue) { open.append(value) }

  func give(_ value: GivenValue) { given.append(value) }

  /// What takes the place of a value that the text gives.
  func superseding(_ key: String) -> ProfileSetting? {
    guard settings[key]?.superseding != nil else { return nil }
    return setting(for: key)
  }

  func finish() throws(ProfileError) {
    for key in settings.keys.sorted() where !usedSettings.contains(key) {
      report(0, key, "is set but the profile does not leave it open")
    }
    guard problems.isEmpty else {
      throw ProfileError(problems: problems.sorted { ($0.line, $0.key) < ($1.line, $1.key) })
    }
  }
}
