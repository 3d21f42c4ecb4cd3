// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation

/// Reference data beside the project; tests that need them are skipped where they are absent.
enum SharedData {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let folder = root.deletingLastPathComponent().appending(path: "shared")

  static var exists: Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "yardsticks.md").path)
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
  }

  /// The working calendars the project ships.
  static func calendar() throws -> WorkingCalendar {
    try WorkingCalendar((2023...2026).map(calendarYear))
  }

  static func calendarYear(_ year: Int) throws -> WorkingCalendarYear {
    let file = root.appending(path: "Regulations/calendar/\(year).json")
    return try WorkingCalendarYear.parse([UInt8](Data(contentsOf: file)))
  }
}
