// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Store
import Work

/// Whether a key file that is missing may be made.
///
/// It may at the first start. Later a new key would take the place of one that others were made
/// with, and nobody would notice: the start is refused and says what to restore.
struct MissingKeys: Sendable {
  /// How many entries the installation holds.
  let entries: Int
  /// Whether whoever starts the platform says that what is missing is lost for good.
  let areLost: Bool

  /// Looks at an installation's database.
  init(_ database: PlatformDatabase, areLost: Bool) throws {
    entries = try database.entryCount()
    self.areLost = areLost
  }

  /// Refuses to make a file of an installation that is in use.
  func refuse(_ file: URL, because consequence: String) throws {
    try refuse(file, isInUse: entries > 0, "holds \(entries) entries", because: consequence)
  }

  /// Refuses to make a file that lies beside what was made with it.
  func refuse(_ file: URL, besideFilesIn folder: URL, because consequence: String) throws {
    try refuse(
      file, isInUse: try MissingKeys.holdsFiles(folder, besides: file),
      "holds files in `\(folder.path)`", because: consequence)
  }

  /// Refuses a start when a living scenario whose grants are written with pseudonyms has lost its
  /// key; a scenario without pseudonyms never has one.
  func check(_ keys: ScenarioKeys, _ database: PlatformDatabase) throws {
    let known = Set(try keys.scenarios())
    let lost = try database.read { read in
      let grants = try read.every(
        Grant.self, [.equal("state", Grant.State.ready.rawValue)])
      let pseudonymised = grants.filter { grant in
        grant.columns.contains { column in
          if case .pseudonym = column.mask { true } else { false }
        }
      }
      return try Set(pseudonymised.map(\.scenario)).subtracting(known).filter {
        try read.find(Scenario.self, $0)?.state == .approved
      }.sorted()
    }
    guard let first = lost.first, !areLost else { return }
    throw SetupError(
      "the keys of \(lost.count) scenarios are missing in `domain/scenario-keys`, among them of"
        + " \(first): restore the folder from a backup; with new keys one person would have two"
        + " pseudonyms in one scenario. \(MissingKeys.hint)")
  }

  private func refuse(
    _ file: URL, isInUse: Bool, _ use: String, because consequence: String
  ) throws {
    guard isInUse, !areLost else { return }
    throw SetupError(
      "`\(file.path)` is missing, but the installation \(use): restore the file from a backup;"
        + " \(consequence). \(MissingKeys.hint)")
  }

  private static let hint =
    "If it is lost for good, start once with --renew-lost-keys and see docs/operations.md"

  private static func holdsFiles(_ folder: URL, besides file: URL) throws -> Bool {
    guard let found = FileManager.default.enumerator(atPath: folder.path) else { return false }
    for case let path as String in found where path != file.lastPathComponent {
      var isFolder: ObjCBool = false
      let full = folder.appending(path: path).path
      guard unsafe FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) else {
        continue
      }
      if !isFolder.boolValue { return true }
    }
    return false
  }
}
