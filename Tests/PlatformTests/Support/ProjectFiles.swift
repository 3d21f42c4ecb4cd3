// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Regulation

/// The rules and calendars that the project ships.
enum ProjectFiles {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static let read = Result { try load(settings: []) }

  /// The rules of Ezhou, with values set where its text leaves them open.
  static func ezhou(_ settings: [ProfileSetting] = []) throws -> Profile {
    settings.isEmpty ? try read.get() : try load(settings: settings)
  }

  /// The rules of any place, resting on the national ones.
  static func profile(_ place: String, _ settings: [ProfileSetting] = []) throws -> Profile {
    func text(_ name: String) throws -> String {
      let file = root.appending(path: "Regulations/\(name).yaml")
      return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
    let national = try NationalRules.load(yaml: try text("national"), file: "national.yaml")
    return try Profile.load(yaml: try text(place), file: "\(place).yaml", settings: settings)
      .resting(on: national)
  }

  /// The text of the rules of Ezhou.
  static func ezhouText() throws -> String { try text("Regulations/ezhou.yaml") }

  /// The text of a file of the project.
  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  private static func load(settings: [ProfileSetting]) throws -> Profile {
    try Profile.load(yaml: try ezhouText(), file: "ezhou.yaml", settings: settings)
  }

  /// The working calendars of 2023 to 2026, or of fewer years.
  static func calendar(_ years: ClosedRange<Int> = 2023...2026) throws -> WorkingCalendar {
    try WorkingCalendar(
      years.map { year in
        let file = root.appending(path: "Regulations/calendar/\(year).json")
        return try WorkingCalendarYear.parse([UInt8](Data(contentsOf: file)))
      })
  }
}

/// A digest for papers in tests: the same for the same name, another for another.
func digest(_ name: String) -> JSON {
  .string(SHA256.hash(Array(name.utf8)).hex)
}

/// A day from its text.
func day(_ text: String) throws -> Day {
  guard let day = Day(text) else { throw FakeError.notADay(text) }
  return day
}
