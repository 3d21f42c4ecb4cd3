// SPDX-License-Identifier: Apache-2.0
package import Core
package import Logging
import Platform

/// What a new day brings about by itself: agreements and imports whose last day is over end, and
/// steps of cases that were not done by their day lapse where the place's rules say what follows.
///
/// Rights ended with that day already, since each use looks at it; this opens the way out.
package struct DayTurn: Sendable {
  /// The most agreements that are ended in one look-up; more follow in the next.
  private static let batch = 200

  private let places: [String]
  private let lapsing: [String: [LapsingStep]]
  private let reporting: any Reporting
  private let logger: Logger

  /// Turns the day for some places.
  /// - Parameter lapsing: The steps of each place after which something follows when they are late.
  package init(
    places: [String], lapsing: [String: [LapsingStep]] = [:], reporting: any Reporting,
    logger: Logger
  ) {
    self.places = places
    self.lapsing = lapsing
    self.reporting = reporting
    self.logger = logger
  }

  /// Ends every agreement whose last day lies before a day.
  /// - Returns: how many were ended.
  @discardableResult
  package func run(on today: Day) async throws -> Int {
    var ended = 0
    for place in try everywhere() {
      for state in [Agreement.State.active, .suspended] {
        ended += try await expire(state, in: place, before: today)
      }
      try await expireImports(in: place, before: today)
      for step in lapsing[PlaceKey.root(of: place)] ?? [] {
        try await lapse(step, in: place, before: today)
      }
    }
    return ended
  }

  /// The places and the authorities below them, which may be registered at any time.
  private func everywhere() throws -> [String] {
    try reporting.read { read in
      try places.flatMap { place in [place] + (try Authority.below(place, read)).map(\.place) }
    }
  }

  /// Lapses the cases that wait at a step whose day is over.
  private func lapse(_ step: LapsingStep, in place: String, before today: Day) async throws {
    let due = try reporting.read { read in
      try read.list(
        CaseFile.self,
        [
          .equal("place", place), .equal("state", CaseFile.State.open.rawValue),
          .equal("procedure", step.procedure), .equal("current", step.step),
          Condition("dueOn", .less, .string(today.description)),
        ], limit: Self.batch)
    }
    for file in due {
      _ = try await reporting.report(
        LapseCase.spec.info.name, place: place, input: ["case": .string(file.id.rawValue)])
    }
  }

  /// Ends the imports whose last day is over; what hangs on them ends with them.
  private func expireImports(in place: String, before today: Day) async throws {
    for state in DataImport.State.allCases where !state.isOver {
      let due = try reporting.read { read in
        try read.every(
          DataImport.self,
          [
            .equal("place", place), .equal("state", state.rawValue),
            Condition("lastDay", .less, .string(today.description)),
          ])
      }
      for found in due {
        _ = try await reporting.report(
          ExpireImport.spec.info.name, place: place,
          input: ["import": .string(found.id.rawValue)])
      }
    }
  }

  private func expire(
    _ state: Agreement.State, in place: String, before today: Day
  ) async throws -> Int {
    var ended = 0
    while true {
      let due = try reporting.read { read in
        try read.list(
          Agreement.self,
          [
            .equal("place", place), .equal("state", state.rawValue),
            Condition("endsOn", .less, .string(today.description)),
          ], limit: Self.batch)
      }
      var progress = 0
      for agreement in due {
        let answer = try await reporting.report(
          ExpireAgreement.spec.info.name, place: place,
          input: ["agreement": .string(agreement.id.rawValue)])
        if case .allowed = answer { progress += 1 }
      }
      ended += progress
      // What could not be ended is looked at again on the next day or start, not in a circle.
      guard progress > 0, due.count == Self.batch else { return ended }
    }
  }
}
