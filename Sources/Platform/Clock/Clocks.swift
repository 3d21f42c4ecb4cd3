// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: the clock that is moved by hand in demonstrations.
package enum Clocks: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(ClockSetting.self)] }
  /// Its actions.
  package static var actions: [AnyAction] { [AnyAction(MoveClock.self)] }
  /// Its events.
  package static var events: [any DomainEvent.Type] { [ClockMoved.self] }
  /// Its listings.
  package static var listings: [Listing] { [settings] }

  /// The setting: the administrators.
  private static let settings = Listing(
    "clock-settings", zh: "演示时钟", en: "Clock settings", of: ClockSetting.table,
    columns: [
      ListingColumn("instant", zh: "时间", en: "Moment"),
      ListingColumn("movedBy", zh: "调整人", en: "Moved by"),
    ],
    scopes: [.systemAdministrator: .place, .auditAdministrator: .place])
}
