// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Foundation
import Platform
import Regulation
import Testing
import Work

@Suite struct ThresholdTests {
  static func profile(_ settings: [String: String] = [:]) throws -> Profile {
    let file = URL(filePath: WorkFixture.project + "/Regulations/ezhou.yaml")
    return try Profile.load(
      yaml: String(decoding: try Data(contentsOf: file), as: UTF8.self), file: "ezhou.yaml",
      settings: settings.map {
        ProfileSetting(key: "egress.\($0.key)", text: $0.value, source: "test")
      })
  }

  static let numbers = [
    "contributorsMin": "5", "dominanceCount": "2", "dominancePercent": "80",
    "ambiguityPercent": "10", "differencingMin": "4",
  ]

  /// Tables that hold settings of a place.
  static func records(_ numbers: [String: String], place: String) throws -> MemoryRecords {
    var records = MemoryRecords()
    for (key, value) in numbers {
      let document: JSON = [
        "id": .string(WorkFixture.id("OPV", key).rawValue), "place": .string(place),
        "key": .string("egress.\(key)"), "value": .string(value), "documentNumber": "1号",
        "digest": .string(SHA256.hash([1]).hex), "setOn": "2026-03-01",
        "setBy": .string(WorkFixture.account.rawValue),
      ]
      try records.put(document.decode(OpenSetting.self))
    }
    return records
  }

  @Test func `what the text leaves open has no numbers`() throws {
    let profile = try Self.profile()
    #expect(try ReleaseThresholds(profile, MemoryRecords()) == nil)
  }

  @Test func `one number that is open stops all`() throws {
    let profile = try Self.profile()
    for key in ["contributorsMin", "dominanceCount", "dominancePercent", "ambiguityPercent"] {
      let rest = Self.numbers.filter { $0.key != key }
      let records = try Self.records(rest, place: profile.place)
      #expect(try ReleaseThresholds(profile, records) == nil)
    }
  }

  @Test func `settings of a place count as its profile's own numbers`() throws {
    let open = try Self.profile()
    let records = try Self.records(Self.numbers, place: open.place)
    let set = try #require(try ReleaseThresholds(open, records))
    let own = try #require(
      try ReleaseThresholds(try Self.profile(Self.numbers), MemoryRecords()))
    #expect(set.parameters == own.parameters)
    #expect(set.differencing == 4)
    #expect(own.differencing == 4)
    #expect(set.parameters.contributors == 5)
    #expect(set.parameters.dominanceTwo == 8_000)
    #expect(set.parameters.pPercent == 1_000)
  }

  @Test func `settings of another place do not count`() throws {
    let profile = try Self.profile()
    let records = try Self.records(Self.numbers, place: "elsewhere")
    #expect(try ReleaseThresholds(profile, records) == nil)
  }
}
