// SPDX-License-Identifier: Apache-2.0

import Core

/// Turns a rank among the city's people into a birth day, oldest last.
///
/// Shares of the age groups follow the national census of 2020 (0 to 14: 17.95 %, 15 to 59:
/// 63.35 %, 60 and over: 18.70 %); the division inside those groups is plausible, not measured.
struct AgePyramid {
  /// The day on which ages are counted: the last day of the data.
  static let reference = Day(clamping: 20_453)

  private struct Band {
    let first: Int
    let people: Int
    let firstDay: Int
    let days: Int
  }

  private let bands: [Band]

  init(persons: Int) {
    let years = [0, 15, 35, 60, 80, 95]
    let cumulative = [0, 1_795, 4_240, 8_130, 9_730, 10_000]
    bands = years.indices.dropLast().map { index in
      let first = persons * cumulative[index] / 10_000
      return Band(
        first: first, people: persons * cumulative[index + 1] / 10_000 - first,
        firstDay: years[index] * 1_461 / 4, days: (years[index + 1] - years[index]) * 1_461 / 4)
    }
  }

  /// The birth day for a rank from 0, and the rank's place among those born on that day.
  func birth(rank: Int) -> (day: Day, place: Int) {
    guard let band = bands.last(where: { $0.first <= rank && $0.people > 0 }) else {
      return (Self.reference, rank)
    }
    let offset = rank - band.first
    let day = offset * band.days / band.people
    // The first offset that falls on this day.
    let start = (day * band.people + band.days - 1) / band.days
    return (Self.reference.adding(days: -(band.firstDay + day)), offset - start)
  }
}
