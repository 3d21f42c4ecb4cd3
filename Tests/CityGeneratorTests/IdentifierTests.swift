// SPDX-License-Identifier: Apache-2.0

import CityGenerator
import Core
import Testing

/// Codes pass or fail the checks of Core exactly as planted, and can be nobody's.
@Suite struct IdentifierTests {
  // Made once: generating is the slow part.
  private static let shared = Result {
    try CityFiles(seed: 5, persons: 30_000, tables: [.enterprises, .persons])
  }
  private let city: CityFiles

  init() throws {
    city = try Self.shared.get()
  }

  @Test func `invalid enterprise codes are as many as planted`() throws {
    let rows = city.distinctRows(.enterprises)
    let invalid = rows.filter { UnifiedSocialCreditCode($0[0]) == nil }.count
    #expect(invalid == city.summary(.enterprises)?.planted[.invalidCode])
    #expect(invalid > 0)
  }

  @Test func `valid enterprise codes are right inside too`() {
    let codes = city.rows(.enterprises).compactMap { UnifiedSocialCreditCode($0[0]) }
    #expect(codes.count > 1_000)
    #expect(codes.allSatisfy { $0.organisationCodeIsConsistent })
  }

  @Test func `invalid resident numbers are as many as planted`() throws {
    let rows = city.distinctRows(.persons)
    let invalid = rows.filter { ResidentIdentityNumber($0[0]) == nil }.count
    #expect(invalid == city.summary(.persons)?.planted[.invalidCode])
    #expect((75...225).contains(invalid), "half a percent of 30,000, give or take a half")
  }

  @Test func `every identifier lies in a division that is not assigned`() {
    for row in city.rows(.persons) { #expect(row[0].hasPrefix("4299")) }
    for row in city.rows(.enterprises) { #expect(row[0].dropFirst(2).hasPrefix("4299")) }
    #expect(CityDivision.city.code == "429900")
    #expect(CityDivision.districts.allSatisfy { DivisionCode($0.code)?.level == .county })
  }

  @Test func `identifiers are unique but for repeated rows`() {
    for table in [CityTable.persons, .enterprises] {
      let rows = city.rows(table)
      let repeated = city.summary(table)?.planted[.duplicate] ?? 0
      #expect(Set(rows).count == rows.count - repeated)
      let valid = city.distinctRows(table).map(\.[0]).filter { $0.count == 18 }
      // Two defective codes may by chance be alike; valid ones never are.
      #expect(valid.count - Set(valid).count <= 2, "\(table)")
    }
  }

  @Test func `a resident number agrees with birth day, sex and district of its row`() {
    for row in city.rows(.persons) {
      guard let number = ResidentIdentityNumber(row[0]) else { continue }
      let digits = Array(number.revealed)
      if !row[3].isEmpty {
        #expect(row[3].filter { $0 != "-" } == String(digits[6..<14]))
      }
      #expect((digits[16].wholeNumberValue ?? 0) % 2 == (row[2] == "男" ? 1 : 0))
      #expect(row[4] == String(digits[0..<6]))
    }
  }
}
