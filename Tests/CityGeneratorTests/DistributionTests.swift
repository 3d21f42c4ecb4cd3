// SPDX-License-Identifier: Apache-2.0

import CityGenerator
import Testing

/// Shares and figures lie where the documentation says; bounds are some four deviations wide.
@Suite struct DistributionTests {
  private static let persons = 20_000
  // Made once: generating is the slow part.
  private static let shared = Result { try CityFiles(seed: 11, persons: persons) }
  private let city: CityFiles

  init() throws {
    city = try Self.shared.get()
  }

  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }

  private func share(_ count: Int, of total: Int) -> Double { Double(count) / Double(total) }

  @Test(arguments: CityTable.allCases)
  func `defects are planted in their shares`(_ table: CityTable) throws {
    let file = try #require(city.summary(table))
    let duplicates = share(file.planted[.duplicate] ?? 0, of: file.rows)
    let missing = share(file.planted[.missing] ?? 0, of: file.rows)
    #expect((0.0005...0.0075).contains(duplicates), "\(duplicates)")
    #expect((0.008...0.025).contains(missing), "\(missing)")
  }

  @Test func `men are a little more than half and age groups follow the census`() {
    let rows = city.rows(.persons)
    #expect((0.50...0.525).contains(share(rows.count { $0[2] == "男" }, of: rows.count)))
    let years = rows.compactMap { Int($0[3].prefix(4)) }
    #expect((0.17...0.19).contains(share(years.count { $0 >= 2_011 }, of: years.count)))
    #expect((0.18...0.20).contains(share(years.count { $0 <= 1_965 }, of: years.count)))
    #expect(years.min() ?? 0 >= 1_930)
  }

  @Test func `most people live in the largest district`() {
    let rows = city.rows(.persons)
    for (district, range) in zip(CityDivision.districts, [0.15...0.19, 0.22...0.26, 0.57...0.61]) {
      let living = share(rows.count { $0[4] == district.code }, of: rows.count)
      #expect(range.contains(living), "\(district.name) \(living)")
    }
  }

  @Test func `enterprises span sections of the industry classification`() {
    let rows = city.rows(.enterprises)
    let sections = Set(rows.compactMap { $0[2].first })
    #expect(sections.count >= 12)
    #expect(rows.allSatisfy { $0[2].count == 3 && $0[2].dropFirst().allSatisfy(\.isNumber) })
    let capital = rows.compactMap { Int($0[4]) }
    #expect(capital.allSatisfy { $0 >= 1 })
    #expect((50...500).contains(median(capital.map(Double.init))))
    #expect(rows.allSatisfy { $0[5] >= "1985-01-01" && $0[5] <= "2023-12-31" })
  }

  @Test func `some enterprise names need quoting`() {
    let names = city.rows(.enterprises).map(\.[1])
    #expect(names.allSatisfy { $0.hasPrefix("曦州") && $0.hasSuffix("公司") })
    #expect(names.contains { $0.contains(",") && $0.contains("\"") })
  }

  @Test func `each enterprise has its months of electricity`() {
    let rows = city.distinctRows(.electricity)
    let months = Set(rows.map(\.[1]))
    #expect(months.count == CityGenerator.electricityMonths)
    #expect(months.min() == "2024-01")
    #expect(months.max() == "2025-12")
    let file = city.summary(.electricity)
    let repeated = file?.planted[.duplicate] ?? 0
    #expect(file.map { $0.rows - repeated } == city.summary.enterprises * 24)
  }

  @Test func `electricity is skewed, industrial and seasonal`() {
    var industries: [String: String] = [:]
    for row in city.rows(.enterprises) { industries[row[0]] = row[2] }
    let readings = city.rows(.electricity).compactMap { row in
      Double(row[2]).map { (industries[row[0]] ?? "", row[1].suffix(2), $0) }
    }
    let usual = readings.map(\.2).filter { $0 > 0 }
    #expect(usual.reduce(0, +) / Double(usual.count) > 2 * median(usual))
    let steel = readings.filter { $0.0 == "C31" || $0.0 == "C26" }.map(\.2)
    let services = readings.filter { $0.0 == "L72" }.map(\.2)
    #expect(median(steel) > 20 * median(services))
    let shops = readings.filter { $0.0.hasPrefix("F5") }
    let august = shops.filter { $0.1 == "08" }.map(\.2)
    let april = shops.filter { $0.1 == "04" }.map(\.2)
    #expect((1.4...2.1).contains(median(august) / median(april)))
  }

  @Test func `electricity outliers are as many as planted`() {
    let rows = city.distinctRows(.electricity)
    let negative = rows.count { $0[2].hasPrefix("-") }
    let planted = city.summary(.electricity)?.planted[.outlier] ?? 0
    #expect(negative > 0)
    #expect(planted > negative)
    #expect((0.0007...0.0024).contains(share(planted, of: rows.count)))
  }

  @Test func `contributions are base times rate, to the 分`() throws {
    for row in city.rows(.housingFund) where !row[3].isEmpty {
      let base = try #require(Int(row[3]))
      let rate = try #require(Int(row[4]))
      let digits = row[5].split(separator: ".")
      #expect(digits.count == 2 && digits[1].count == 2)
      #expect(Int(row[5].filter { $0 != "." }) == base * rate)
      #expect(row[6] == row[5])
      #expect((5...12).contains(rate))
      #expect((2_010...27_000).contains(base))
    }
  }

  @Test func `wages are log-normal in kind and the base is raised in July`() {
    let rows = city.rows(.housingFund)
    func bases(_ month: String) -> [Double] {
      rows.filter { $0[2] == month }.compactMap { Double($0[3]) }
    }
    #expect((5_800...6_600).contains(median(bases("2025-03"))))
    #expect(median(bases("2025-09")) > median(bases("2025-03")) * 1.02)
    let mean = bases("2025-03").reduce(0, +) / Double(bases("2025-03").count)
    #expect(mean > median(bases("2025-03")) * 1.05)
  }

  @Test func `two in five hold an account and few employers have many of them`() {
    let rows = city.distinctRows(.housingFund)
    let holders = Set(rows.map(\.[0]))
    #expect((0.28...0.42).contains(share(holders.count, of: Self.persons)))
    var staff: [String: Set<String>] = [:]
    for row in rows { staff[row[1], default: []].insert(row[0]) }
    let sizes = staff.values.map(\.count).sorted(by: >)
    #expect(sizes[0] > 20 * sizes[sizes.count / 2])
    #expect(Set(city.rows(.enterprises).map(\.[0])).isSuperset(of: staff.keys))
  }

  @Test func `most accounts are normal, some sealed, a few in arrears`() {
    let states = city.rows(.housingFund).map(\.[7])
    #expect((0.95...0.97).contains(share(states.count { $0 == "正常" }, of: states.count)))
    #expect((0.02...0.04).contains(share(states.count { $0 == "封存" }, of: states.count)))
    #expect((0.005...0.015).contains(share(states.count { $0 == "补缴" }, of: states.count)))
  }
}
