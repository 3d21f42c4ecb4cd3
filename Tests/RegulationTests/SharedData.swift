// SPDX-License-Identifier: Apache-2.0

import Foundation
import Regulation

/// The project's own profiles, and reference data beside the project that may be absent.
enum SharedData {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let clauses = root.deletingLastPathComponent()
    .appending(path: "shared/regulations/clauses.csv")

  static var exists: Bool { FileManager.default.fileExists(atPath: clauses.path) }

  static func text(_ name: String) throws -> String {
    let file = root.appending(path: "Regulations/\(name)")
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  private static let ezhouAsShipped = Result { try load([]) }

  static func ezhou() throws -> Profile { try ezhouAsShipped.get() }

  static func ezhou(_ settings: [ProfileSetting]) throws -> Profile { try load(settings) }

  private static func load(_ settings: [ProfileSetting]) throws -> Profile {
    try Profile.load(yaml: text("ezhou.yaml"), file: "ezhou.yaml", settings: settings)
  }

  static func national() throws -> NationalRules {
    try NationalRules.load(yaml: text("national.yaml"), file: "national.yaml")
  }

  /// The clause ids of the reference, which stand first on their lines.
  static func clauseIDs() throws -> Set<String> {
    let text = String(decoding: try Data(contentsOf: clauses), as: UTF8.self)
    return Set(
      text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
        line.split(separator: ",", maxSplits: 1).first.map(String.init)
      })
  }
}
