// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Regulation

/// The rules of all places and the working-day calendar, read from a folder.
struct Rules {
  /// The rules of each place.
  let profiles: [String: Profile]
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
    var profiles: [String: Profile] = [:]
    for file in try Rules.files(root, ending: "yaml") where !Rules.common.contains(file) {
      let profile = try Profile.load(yaml: Rules.text(root.appending(path: file)), file: file)
      profiles[profile.place] = profile.resting(on: national)
    }
    guard !profiles.isEmpty else { throw SetupError("`\(folder)` holds no place's rules") }
    self.profiles = profiles
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
