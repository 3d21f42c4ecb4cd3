// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Public reference data that may lie beside the project; tests that need it are skipped without.
enum SharedData {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/data")

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).path())
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  /// ARX's Adult data.
  static let adult = "privacy_benchmark/arx/adult.csv"
  static let hasAdult = exists(adult)
}
