// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
package import Platform
package import Regulation
package import Store

/// A version of a place's rules with the text that it was read from.
package struct RuleText: Sendable {
  /// What the text says.
  package let profile: Profile
  /// The text.
  package let text: String
  /// The name of its file, for messages.
  package let file: String

  /// Puts a profile beside its text.
  package init(profile: Profile, text: String, file: String) {
    self.profile = profile
    self.text = text
    self.file = file
  }
}

/// Why the platform cannot start with these rules; shown to who starts it.
package struct RuleProblem: Error, Hashable, CustomStringConvertible {
  /// What is wrong and what to do.
  package let description: String
}

/// Keeps the text of each version of the rules that the platform was started with, so that a case
/// goes on under the version with which it began.
package struct RuleKeeper: Sendable {
  private let database: PlatformDatabase
  private let present: [RuleText]
  private let supplied: [RuleText]
  /// The versions before the present ones, by place.
  package let earlier: EarlierProfiles

  /// Looks at what is kept, keeps the texts that are new, and reads the earlier versions.
  ///
  /// - Parameters:
  ///   - present: the rules of the places as they are now.
  ///   - supplied: earlier versions that whoever starts the platform hands over.
  ///   - read: reads a kept text under a name for messages.
  /// - Throws: `RuleProblem` when the text of a version under which cases began changed, when a
  ///   version goes back, or when a version under which a case began is not to be had.
  package init(
    _ database: PlatformDatabase, present: [RuleText], supplied: [RuleText] = [],
    read: (_ text: String, _ file: String) throws -> RuleText
  ) throws {
    self.database = database
    self.present = present
    let needed = try database.versionsOfCases()
    let kept = try database.read { try $0.every(RuleSet.self, []) }
    var earlier: [Profile] = []
    var used: [RuleText] = []
    for rules in present {
      let place = rules.profile.place
      let own = kept.filter { $0.place == place }
      let began = Set(needed[place] ?? [])
      try RuleKeeper.check(rules, against: own, began)
      let numbers = began.union(own.map(\.version))
      for version in numbers.sorted() where version != rules.profile.version {
        let handed = supplied.last {
          $0.profile.place == place && $0.profile.version == version
        }
        let stored = own.first { $0.version == version }
        do {
          let found = try handed ?? RuleKeeper.stored(stored, database, read)
          earlier.append(found.profile)
          if handed != nil { used.append(found) }
        } catch  where !began.contains(version) {
          continue
        } catch {
          throw RuleProblem.missing(rules, version: version, because: error)
        }
      }
    }
    for rules in present + used { _ = try database.keep(ruleText: rules.text) }
    self.supplied = used
    self.earlier = EarlierProfiles(earlier)
  }

  /// Enters what is new into the ledger; to be called once the committer runs.
  package func record(through submit: (Submission) async throws -> Answer) async throws {
    for (rules, completes) in present.map({ ($0, false) }) + supplied.map({ ($0, true) }) {
      let profile = rules.profile
      guard let digest = try database.keep(ruleText: rules.text),
        try database.read({ try RuleSet.find(profile.version, in: profile.place, $0) })?.digest
          != digest
      else { continue }
      let answer = try await submit(
        .system(
          "ruleSet.keep", place: profile.place,
          input: .object([
            "version": .int(Int64(profile.version)), "digest": .string(digest.text),
            "state": .string(profile.status.state.rawValue),
            "documentNumber": profile.status.documentNumber.map(JSON.string) ?? .null,
            "completes": .bool(completes),
          ])))
      guard case .allowed = answer else {
        throw RuleProblem(description: "version \(profile.version) of \(rules.file) was not kept")
      }
    }
  }

  /// A version under which cases began is one text for ever, and versions go up.
  private static func check(
    _ rules: RuleText, against kept: [RuleSet], _ began: Set<Int>
  ) throws {
    let version = rules.profile.version
    if let newest = kept.map(\.version).max(), newest > version {
      throw RuleProblem(
        description: "\(rules.file) is version \(version), but version \(newest) was in use here:"
          + " give the text a higher version, or restore that of version \(newest)")
    }
    guard began.contains(version), let same = kept.first(where: { $0.version == version }) else {
      return
    }
    guard same.holds(rules.text) else {
      throw RuleProblem(
        description: "\(rules.file) is not the text that was kept as version \(version) on"
          + " \(same.keptOn), and cases began under that text: raise its `version`, so that they"
          + " keep theirs, or restore the text")
    }
  }

  private static func stored(
    _ kept: RuleSet?, _ database: PlatformDatabase,
    _ read: (_ text: String, _ file: String) throws -> RuleText
  ) throws -> RuleText {
    guard let kept, let text = try database.ruleText(kept.digest) else {
      throw RuleProblem(description: "its text is not in the database")
    }
    return try read(text, "\(kept.place), version \(kept.version)")
  }
}

extension RuleSet {
  /// Whether a text is the one that was kept.
  fileprivate func holds(_ text: String) -> Bool {
    SHA256.hash(Array(text.utf8)).hex == digest.text
  }
}

extension RuleProblem {
  /// A version that running cases need is not to be had.
  static func missing(
    _ rules: RuleText, version: Int, because error: any Error
  ) -> RuleProblem {
    let place = rules.profile.place
    return RuleProblem(
      description: "cases of \(place) began under version \(version) of its rules, which cannot be"
        + " used (\(error)): restore the database from a backup that holds it, or put the text of"
        + " that version, completed if need be, into the rules' folder as"
        + " earlier/\(place)-\(version).yaml")
  }
}
