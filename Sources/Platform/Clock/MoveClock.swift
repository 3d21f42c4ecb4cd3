// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Moves a clock that is set by hand: forward only, at most 400 days at once.
package struct MoveClock: Action {
  let instant: InstantText

  /// The longest step in milliseconds: 400 days.
  static let stepMax: Int64 = 400 * 86_400_000

  /// The declaration.
  package static let spec = Spec<Self>(
    "clock.move", zh: "调整演示时钟", en: "Move the clock", capacities: [.systemAdministrator],
    clauses: [], fields: Field("instant", zh: "目标时间（世界时）", en: "Moment"), make: Self.init)

  /// The setting of this place.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> ClockSetting? {
    try read.first(ClockSetting.self, .equal("place", context.place))
  }

  /// Only where the clock is moved by hand.
  package func decide(_ setting: ClockSetting?, _ context: Context) -> Decision {
    guard context.clockIsManual else {
      return .refused(
        Reason("clock.running", zh: "本平台使用实际时间，不能调整", en: "this platform's clock runs by itself"))
    }
    let step = context.now.milliseconds(until: instant.instant)
    guard step > 0 else {
      return .refused(
        Reason(
          "clock.backward", zh: "时钟只能向前调整", en: "the clock moves forward only", field: "instant"))
    }
    guard step <= Self.stepMax else {
      return .refused(
        Reason(
          "clock.step", zh: "一次最多调整 400 天", en: "at most 400 days at once", field: "instant"))
    }
    let id = setting?.id ?? context.newID(ClockSetting.table)
    return .allowed(
      Event(
        ClockMoved(
          subject: id, place: context.place, instant: instant, by: context.actor.account)), id: id)
  }
}

/// The clock of a place was moved.
package struct ClockMoved: DomainEvent {
  /// The stable type.
  package static let type = "clock.moved"
  /// The setting.
  package let subject: RecordID
  let place: String
  let instant: InstantText
  let by: RecordID

  /// Keeps the moment.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [.put(ClockSetting(id: subject, place: place, instant: instant, movedBy: by))]
  }
}
