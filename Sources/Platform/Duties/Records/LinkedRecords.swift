// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The records of one duty that a record of another has to name, such as all evaluations of an
/// operator when they are weighed (EZ-02.15-e, SC-27-b).
package struct LinkedRecords: Sendable {
  let link: DutyLink
  /// The words of the duty whose records they are.
  let label: LocalText
  /// The records that count, the oldest first.
  package let records: [DutyRecord]

  /// What a record of a duty must name, for each of its links.
  static func all(
    of rule: DutyRule, about subject: DutySubject, _ read: any RecordReader, _ context: Context
  ) throws -> [LinkedRecords] {
    guard !rule.links.isEmpty else { return [] }
    let agreements = try agreements(of: subject, read, context)
    return try rule.links.compactMap { link in
      guard let other = context.profile.duty(link.duty) else { return nil }
      let records = try agreements.flatMap { agreement in
        try read.every(
          DutyRecord.self,
          [
            .equal("place", context.place), .equal("duty", link.duty),
            .equal("about", agreement.rawValue),
          ]
        ).filter(\.counts)
      }
      return LinkedRecords(
        link: link, label: other.label,
        records: records.sorted { ($0.occurredOn, $0.id) < ($1.occurredOn, $1.id) })
    }
  }

  /// The agreement itself, or all those that an applicant had here, ended ones too.
  private static func agreements(
    of subject: DutySubject, _ read: any RecordReader, _ context: Context
  ) throws -> [RecordID] {
    guard let id = subject.id else { return [] }
    guard let applicant = try Application.here(id, read, context)?.applicant else { return [id] }
    return try read.every(
      Agreement.self, [.equal("place", context.place), .equal("operator", applicant)]
    ).map(\.id)
  }

  /// There is none to name, or the part leaves some out.
  func reasons(_ parts: KeyedTexts?, _ rule: DutyRule) -> [Reason] {
    guard !records.isEmpty else {
      return [
        Reason(
          "duty.link.none", clauses: rule.clauses,
          zh: "尚无可作依据的“\(label.zh)”登记，请先登记（协议已终止的也可补登）",
          en: "nothing is recorded yet of: \(label.en); record that first, also for an agreement "
            + "that has ended", field: "parts")
      ]
    }
    guard let part = rule.parts.first(where: { $0.id == link.part }),
      let text = parts?.text(of: part)
    else { return [] }
    let named = Set(text.split { $0.isWhitespace || ",，、;；".contains($0) }.map(String.init))
    let left = records.filter { !named.contains($0.id.rawValue) }
    guard !left.isEmpty else { return [] }
    let list = left.map { "\($0.id.rawValue)（\($0.occurredOn)）" }.joined(separator: "、")
    let english = left.map { "\($0.id.rawValue) (\($0.occurredOn))" }.joined(separator: ", ")
    return [
      Reason(
        "duty.link.missing", clauses: rule.clauses,
        zh: "“\(part.label.zh)”须列明每条“\(label.zh)”登记的编号，尚缺：\(list)",
        en: "\(part.label.en) must name each record of: \(label.en); missing: \(english)",
        field: "parts")
    ]
  }
}

extension DutyRecord {
  /// Whether it counts: nobody has still to confirm it, and nobody sent it back.
  fileprivate var counts: Bool {
    switch state {
    case .kept, .rectifying, .rectified: true
    case .confirming, .declined: false
    }
  }
}
