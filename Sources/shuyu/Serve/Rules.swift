// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation
import Work

/// The rules of all places and the working-day calendar, read from a folder.
struct Rules {
  /// The rules of each place.
  let profiles: [String: Profile]
  /// The same with their texts.
  let present: [RuleText]
  /// Earlier versions that somebody put into the folder `earlier`, because the platform does not
  /// hold them or could not read them.
  let supplied: [RuleText]
  /// What applies beneath the rules of every place.
  private let national: NationalRules
  /// Working days.
  let calendar: WorkingCalendar
  /// The platform's answers to the clauses.
  let coverage: Coverage

  /// Reads `national.yaml`, every other `<place>.yaml`, and `calendar/<year>.json`.
  init(folder: String) throws {
    let root = URL(filePath: folder, directoryHint: .isDirectory)
    guard FileManager.default.fileExists(atPath: root.appending(path: "national.yaml").path) else {
      throw SetupError("`\(folder)` holds no national.yaml; give the folder by --regulations")
    }
    let national = try NationalRules.load(
      yaml: Rules.text(root.appending(path: "national.yaml")), file: "national.yaml")
    self.national = national
    present = try Rules.files(root, ending: "yaml").filter { !Rules.common.contains($0) }.map {
      try Rules.read(Rules.text(root.appending(path: $0)), file: $0, national)
    }
    let problems = present.flatMap { Registry.shuyu.problems(of: $0.profile, file: $0.file) }
    guard problems.isEmpty else { throw ProfileError(problems: problems) }
    guard !present.isEmpty else { throw SetupError("`\(folder)` holds no place's rules") }
    profiles = Dictionary(
      present.map { ($0.profile.place, $0.profile) }, uniquingKeysWith: { _, last in last })
    let earlier = root.appending(path: "earlier")
    supplied =
      FileManager.default.fileExists(atPath: earlier.path)
      ? try Rules.files(earlier, ending: "yaml").map {
        try Rules.read(Rules.text(earlier.appending(path: $0)), file: "earlier/\($0)", national)
      } : []
    let answers = root.appending(path: "coverage.yaml")
    coverage =
      FileManager.default.fileExists(atPath: answers.path)
      ? try Coverage.load(yaml: Rules.text(answers), file: "coverage.yaml") : .none
    let years = root.appending(path: "calendar")
    calendar = try WorkingCalendar(
      Rules.files(years, ending: "json").map { name in
        try WorkingCalendarYear.parse(Array(Data(contentsOf: years.appending(path: name))))
      })
  }

  /// Reads a kept text; it rests on the national rules of today, which bind running cases too.
  func read(_ text: String, file: String) throws -> RuleText {
    try Rules.read(text, file: file, national)
  }

  private static func read(
    _ text: String, file: String, _ national: NationalRules
  ) throws -> RuleText {
    RuleText(
      profile: try Profile.load(yaml: text, file: file).resting(on: national), text: text,
      file: file)
  }

  /// Files that are no place's rules.
  private static let common: Set = ["national.yaml", "coverage.yaml"]

  private static func text(_ file: URL) throws -> String {
    try String(contentsOf: file, encoding: .utf8)
  }

  private static func files(_ folder: URL, ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".\(ending)") }.sorted()
  }
}
