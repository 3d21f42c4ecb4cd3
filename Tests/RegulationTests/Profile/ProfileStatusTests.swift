// SPDX-License-Identifier: Apache-2.0

import Core
import Regulation
import Testing

@Suite struct ProfileStatusTests {
  static let draft = "state: draft, documentNumber: null, from: null, until: null"

  static func status(_ text: String) throws -> ProfileStatus {
    let yaml = try SharedData.text("ezhou.yaml").replacing(draft, with: text)
    return try Profile.load(yaml: yaml, file: "x.yaml").status
  }

  @Test(arguments: [
    ("2025-12-31", false), ("2026-01-01", true), ("2027-06-30", true), ("2030-12-31", true),
    ("2031-01-01", false),
  ])
  func `an issued text is in force from its first to its last day`(
    text: String, expected: Bool
  ) throws {
    let status = try Self.status(
      "state: issued, documentNumber: 鄂州政办发〔2026〕1号, from: 2026-01-01, until: 2030-12-31")
    #expect(status.state == .issued)
    #expect(status.documentNumber == "鄂州政办发〔2026〕1号")
    #expect(status.isInForce(on: try #require(Day(text))) == expected)
  }

  @Test func `an issued text without a last day stays in force`() throws {
    let status = try Self.status("state: issued, documentNumber: x, from: 2026-01-01")
    #expect(status.isInForce(on: .max))
    #expect(!status.isInForce(on: .min))
  }

  @Test func `a draft is never in force, whatever days it names`() throws {
    let status = try Self.status("state: draft, from: 2026-01-01, until: 2030-12-31")
    #expect(!status.isInForce(on: try #require(Day("2027-01-01"))))
  }

  @Test(arguments: [
    "state: issued, documentNumber: null, from: 2026-01-01", "state: issued, documentNumber: x",
    "state: issued, documentNumber: x, from: 2026-01-02, until: 2026-01-01", "documentNumber: x",
  ])
  func `an issued text without number or first day, or one that ends too early, is refused`(
    text: String
  ) {
    #expect(throws: ProfileError.self) { try Self.status(text) }
  }
}
