// SPDX-License-Identifier: Apache-2.0
import Core

extension TourStage {
  /// Values that Ezhou's text leaves open and the journey needs.
  static let openValues = [
    ("procedures.authorisation.steps.publicNotice.period.workingDays", "5")
  ]

  /// The fields of an application.
  mutating func application(
    by login: String, materials: [String], incidents: [Day]
  ) async throws -> [String: JSON] {
    let digest = try await paper("Application of \(login)", as: login)
    let evidence = [
      "dataDevelopment", "dataService", "ecosystemOperation", "dataSecurity", "businessReport",
      "creditReport", "incidentDeclaration", "legalOpinion",
    ]
    let files = { (names: [String]) -> JSON in
      .array(names.map { ["name": .string($0), "digest": digest] })
    }
    return [
      "call": try value("call"), "materials": files(materials), "evidence": files(evidence),
      "reportsOn": .string(today.adding(months: -1).description),
      "declaresNoIncident": .bool(incidents.isEmpty),
      "incidents": .array(incidents.map { .string($0.description) }),
    ]
  }

  /// Checks an applicant's eligibility.
  mutating func checkEligibility(_ key: String, expected: Bool) async throws {
    let result = try await act(
      "eligibility.check",
      [
        "application": try value(key), "incidentsFound": [],
        "findings": .array(
          ["capabilities", "standing", "incidentFree", "conformity"].map {
            ["item": .string($0), "holds": true]
          }),
      ])
    guard result["eligible"]?.bool == expected else {
      throw TourFailure("eligible should be \(expected) for `\(key)`")
    }
  }

  /// Moves the platform's clock; sessions end with it.
  mutating func moveClock(days: Int) async throws {
    let later = now.adding(milliseconds: Int64(days) * 86_400_000)
    try await act(
      "clock.move", as: "ezhou-systemadministrator", ["instant": .string(later.description)])
    forgetSessions()
    say("时钟 / the clock: \(later.day(in: .china))")
  }
}
