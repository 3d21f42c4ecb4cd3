// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import Foundation

/// Refreshes a table every day over made-up people who change, and attacks what is out.
package struct RefreshTrial: Sendable {
  /// The fewest people of a published number.
  private static let threshold = 10
  /// Days of unprotected tables that the intruder solves.
  private static let solvedMax = 10

  private let days: Int
  private let seed: UInt64

  /// Takes the number of refreshes, 1 to 60, and the seed of the people.
  package init(days: Int, seed: UInt64) {
    self.days = min(max(days, 1), 60)
    self.seed = seed
  }

  /// Runs the trial in a folder of its own.
  package func run(_ checker: EgressChecker, folder: String) async throws -> RefreshReport {
    var city = TrialCity(seed: seed)
    var truth: [[CellKey: [Int: Int]]] = []
    var plain: [TrialDay] = []
    var out: [TrialDay] = []
    var found: [RefreshReport.Day] = []
    var releases: [String] = []
    for day in 0..<days {
      if day > 0 { city.passDay() }
      plain.append(TrialDay(plain: city.people))
      let verdict = try await check(city, releases, checker, folder, name: "day\(day).json")
      let path = folder + "/day\(day).json"
      guard FileManager.default.fileExists(atPath: path) else {
        found.append(Self.missing(verdict, plain[day]))
        continue
      }
      releases.append("day\(day).json")
      truth.append(TrialDay.cells(city.people))
      let release = try StoredRelease(
        reading: path, field: "release", folder: InputFolder(path: folder))
      guard let cube = release.cubes.first?.cube else { continue }
      let made = TrialDay(cube, ages: release.ages, days: truth)
      out.append(made)
      found.append(Self.day(verdict, cube, release.ages, made, plain[day]))
    }
    let intruder = TrialIntruder(days: out, threshold: Self.threshold)
    let unprotected = TrialIntruder(days: plain, threshold: Self.threshold)
    let some = TrialIntruder(
      days: Array(plain.prefix(Self.solvedMax)), threshold: Self.threshold)
    return RefreshReport(
      seed: seed, days: found, differences: intruder.differences,
      determined: intruder.determined, differencesUnprotected: unprotected.differences,
      determinedUnprotected: some.determined)
  }

  private func check(
    _ city: TrialCity, _ releases: [String], _ checker: EgressChecker, _ folder: String,
    name: String
  ) async throws -> String {
    let named = releases.map { "\"\($0)\"" }.joined(separator: ",")
    let spec = """
      {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["county","sex"],
       "margins":true,"parameters":{"contributors":\(Self.threshold)},
       "measures":[{"function":"count"},{"function":"sum","column":"tax"}],"releases":[\(named)]}
      """
    try Data(city.csv.utf8).write(to: URL(filePath: folder + "/people.csv"))
    try Data(spec.utf8).write(to: URL(filePath: folder + "/spec.json"))
    let answer = try await checker.check(
      specification: folder + "/spec.json", release: folder + "/" + name)
    return answer.verdict.rawValue
  }

  private static func missing(_ verdict: String, _ plain: TrialDay) -> RefreshReport.Day {
    RefreshReport.Day(
      verdict: verdict, isOut: false, cells: plain.shown.count, shown: 0, renewed: 0, oldest: 0,
      countError: 0, sumError: 0, untrue: 0)
  }

  private static func day(
    _ verdict: String, _ cube: ReleasedCube, _ ages: [Int], _ made: TrialDay, _ plain: TrialDay
  ) -> RefreshReport.Day {
    var (shown, renewed, oldest, untrue) = (0, 0, 0, 0)
    var (countErrors, sumErrors) = (0.0, 0.0)
    for index in cube.cells.indices {
      guard case .published(let values) = cube.cells[index] else { continue }
      let key = cube.shape.key(of: index)
      let age = ages.indices.contains(index) ? ages[index] : 0
      let (count, sum) = (Double(values[0]) ?? 0, Double(values[1]) ?? 0)
      let said = made.figures(of: key)
      if Double(said.count) != count || Double(said.sum) != sum { untrue += 1 }
      shown += 1
      renewed += age == 0 ? 1 : 0
      oldest = max(oldest, age)
      let now = plain.figures(of: key)
      countErrors += abs(count - Double(now.count)) / Double(max(1, now.count))
      sumErrors += abs(sum - Double(now.sum)) / Double(max(1, now.sum))
    }
    return RefreshReport.Day(
      verdict: verdict, isOut: true, cells: cube.cells.count, shown: shown, renewed: renewed,
      oldest: oldest, countError: countErrors / Double(max(1, shown)),
      sumError: sumErrors / Double(max(1, shown)), untrue: untrue)
  }
}
