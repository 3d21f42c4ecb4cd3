// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform reports how an inspection of itself went; what was found raises a warning.
package struct ReportInspection: Action {
  let item: InspectionItem
  let checks: Int
  let failures: [String]
  let evidence: DigestText

  /// The most codes of one report; further ones are counted in the log.
  package static let failuresMax = 50

  /// The declaration.
  package static let spec = Spec<Self>(
    "inspection.report", zh: "报告自检结果", en: "Report an inspection", capacities: [.system],
    clauses: [],
    fields: Field("item", zh: "自检事项", en: "Item"),
    Field("checks", zh: "检查次数", en: "Checks", bounds: 1...1_000_000_000),
    Field("failures", zh: "发现的问题", en: "What was found", bounds: 0...Int64(failuresMax)),
    Field("evidence", zh: "结果摘要", en: "Digest of the result"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let inspection: SelfInspection?
    let standing: Alert?
  }

  /// The inspection as it stands, and a warning that is not closed.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    Facts(
      inspection: try SelfInspection.find(item, in: context.place, read),
      standing: try Alert.standing(item, in: context.place, read))
  }

  /// Takes it; the first failure opens a warning, further ones add to the one that stands.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    let codes = failures.filter(Self.isCode)
    guard codes.count == failures.count else {
      return .refused(
        Reason(
          "inspection.code", zh: "问题以代码列出，不含数据", en: "what was found is told by codes",
          field: "failures"))
    }
    let id = facts.inspection?.id ?? context.newID(SelfInspection.table)
    var events = [
      Event(
        InspectionReported(
          subject: id, place: context.place, item: item, checks: checks, failures: failures,
          evidence: evidence, on: context.today))
    ]
    if !failures.isEmpty, facts.standing == nil, !context.isOff("inspection.alert") {
      events.append(
        Event(
          AlertOpened(
            subject: context.newID(Alert.table), place: context.place, item: item,
            inspection: id, failures: failures)))
    }
    if let standing = facts.standing, !Set(standing.failures).isSuperset(of: failures) {
      // Something more is found: who saw to the warning sees to it anew.
      let all = standing.failures + failures.filter { !standing.failures.contains($0) }
      events.append(
        Event(
          AlertGrew(
            subject: standing.id, failures: Array(all.prefix(Self.failuresMax)))))
    }
    return .allowed(events, result: .object(["id": .string(id.rawValue)]))
  }

  /// A code: letters, digits, points, colons and hyphens, such as `python.socket.inet`.
  private static func isCode(_ text: String) -> Bool {
    (1...100).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
          UInt8(ascii: ":"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}

/// The platform inspected itself.
package struct InspectionReported: DomainEvent {
  /// The stable type.
  package static let type = "inspection.reported"
  /// The inspection.
  package let subject: RecordID
  let place: String
  let item: InspectionItem
  let checks: Int
  let failures: [String]
  let evidence: DigestText
  let on: Day

  /// Notes the last result.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    var inspection =
      try read.find(SelfInspection.self, subject)
      ?? SelfInspection.new(subject, place: place, item: item)
    inspection.state = failures.isEmpty ? .passed : .failed
    inspection.asked = nil
    inspection.runs += 1
    inspection.lastOn = on
    inspection.checks = checks
    inspection.failures = failures
    inspection.evidence = evidence
    return [.put(inspection)]
  }
}

/// The platform raised a warning.
package struct AlertOpened: DomainEvent {
  /// The stable type.
  package static let type = "alert.opened"
  /// The warning.
  package let subject: RecordID
  let place: String
  let item: InspectionItem
  let inspection: RecordID
  let failures: [String]

  /// Adds the warning.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Alert(
          id: subject, place: place, item: item, inspection: inspection, failures: failures,
          openedOn: stamp.occurredOn, state: .open, takenBy: nil, takenOn: nil, dueOn: nil,
          plan: nil, measure: nil, closedOn: nil))
    ]
  }
}

/// Something more was found while a warning stood; it is open again.
package struct AlertGrew: DomainEvent {
  /// The stable type.
  package static let type = "alert.grew"
  /// The warning.
  package let subject: RecordID
  let failures: [String]

  /// Adds what was found.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var alert = try read.find(Alert.self, subject) else { return [] }
    alert.failures = failures
    alert.state = .open
    return [.put(alert)]
  }
}
