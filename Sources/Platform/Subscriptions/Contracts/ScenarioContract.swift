// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// A contract of an operator with a developer about a scenario (EZ-02.10-d).
package struct ScenarioContract: Record {
  /// The life of a contract.
  package enum State: String, Codable, Sendable, CaseIterable {
    case signed
    /// Handed in to the bureau; no receipt yet.
    case submitted
    /// The bureau's receipt is recorded (EZ-02.10-e).
    case filed
    case ended
  }

  /// The table.
  package static let table = TableSpec(
    "scenarioContract", prefix: "SCT",
    columns: [
      .text("place"), .text("state"), .text("operator"), .text("developer"), .text("product"),
      .text("agreement"), .text("dueOn"),
    ], redactable: ["responsiblePerson"])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The operator.
  package let `operator`: RecordID
  /// The developer.
  package let developer: RecordID
  /// The product that the developer may use.
  package let product: RecordID
  /// The agreement behind the product.
  package let agreement: RecordID
  /// The scenario for which the product may be used; nil where the place does not bind the use.
  package let scenario: RecordID?
  /// The digest of the contract's text.
  package let digest: DigestText
  /// The day of signing.
  package let signedOn: Day
  /// By when it is to be filed; nil while the place has set no period.
  package let dueOn: Day?
  /// Why that day is not certain; nil when it is.
  package var uncertain: UncertainCount?
  /// Who answers for the use at the developer; can be erased.
  package let responsiblePerson: String?
  /// The life of the contract.
  package var state: State
  /// The filing with which it was handed in last.
  package var filing: RecordID?
  /// The day on which it was handed in.
  package var submittedOn: Day?
  /// The number of the bureau's receipt.
  package var receiptNumber: String?
  /// The day of the receipt.
  package var filedOn: Day?

  /// Whether it gives rights: filed, or signed where the place asks for no filing of contracts.
  package func isUsable(_ profile: Profile) -> Bool {
    state == .filed || state == .signed && profile.filing(SignContract.filing) == nil
  }

  /// Both sides are parties.
  package var parties: [RecordID] { [`operator`, developer] }

  /// Whether it was handed in after it was due; never while the due day is not certain.
  package func isLate(_ calendar: WorkingCalendar) -> Bool {
    submittedOn.map { isLate($0, calendar) } ?? false
  }

  /// Whether handing it in on a day is late.
  func isLate(_ day: Day, _ calendar: WorkingCalendar) -> Bool {
    guard let dueOn else { return false }
    return calendar.isLate(day, after: CountedDay(day: dueOn, uncertain: uncertain))
  }
}
