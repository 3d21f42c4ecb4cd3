// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation
import Testing

/// Clauses that are answered by a duty, and the duties of the five places.
@Suite struct DutyCoverageTests {
  private static let places = ["handan", "sichuan", "ezhou", "quzhou", "shuozhou"]

  private func coverage() throws -> Coverage {
    let file = ProjectFiles.root.appending(path: "Regulations/coverage.yaml")
    return try Coverage.load(
      yaml: String(decoding: try Data(contentsOf: file), as: UTF8.self), file: "coverage.yaml")
  }

  private func duties(of entry: CoverageEntry) -> [String] {
    ([entry.control] + entry.also).compactMap { code in
      let parts = code.split(separator: ".")
      return parts.count == 2 && parts[0] == "duty" ? String(parts[1]) : nil
    }
  }

  @Test(arguments: places)
  func `a clause answered by a duty stands in that duty`(_ place: String) throws {
    let profile = try ProjectFiles.profile(place)
    let codes: Set = ["window", "after", "by", "choice", "figures", "failed", "doneBy"]
    for entry in try #require(coverage()[place]).entries {
      for name in duties(of: entry) where !codes.contains(name) {
        let duty = try #require(profile.duty(name), "\(entry.id): \(place) has no duty \(name)")
        #expect(duty.clauses.contains(entry.id), "\(name) does not cite \(entry.id)")
      }
    }
  }

  @Test(arguments: places)
  func `a duty answers each clause that it cites`(_ place: String) throws {
    let profile = try ProjectFiles.profile(place)
    let answers = try #require(coverage()[place])
    #expect(profile.duties.count > 10)
    for duty in profile.duties {
      for clause in duty.clauses {
        let entry = try #require(answers.entries.first { $0.id == clause })
        // A duty may serve a clause that asks for more: it is unmet and says what is missing.
        if entry.kind == .unmet { continue }
        #expect(duties(of: entry).contains(duty.id), "\(clause) does not name \(duty.id)")
      }
    }
  }

  @Test(arguments: places)
  func `a duty has somebody in the place who bears it`(_ place: String) throws {
    let profile = try ProjectFiles.profile(place)
    let held = Set(profile.bodies.flatMap(\.capacities))
    for duty in profile.duties {
      #expect(!held.isDisjoint(with: duty.by), "nobody of \(place) bears \(duty.id)")
    }
  }
}
