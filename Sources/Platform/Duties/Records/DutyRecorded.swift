// SPDX-License-Identifier: Apache-2.0
package import Core

/// A duty was done.
package struct DutyRecorded: DomainEvent {
  /// The stable type.
  package static let type = "duty.recorded"
  /// The record.
  package let subject: RecordID
  let place: String
  let duty: String
  let about: String
  let organisation: RecordID
  let concerned: RecordID?
  let title: String
  let documentNumber: String?
  let digest: DigestText
  let on: Day
  let recordedOn: Day
  let period: String?
  let wasDueOn: Day?
  let isLate: Bool
  let hasFindings: Bool
  let dueOn: Day?
  let by: RecordID
  /// When it was last done, with this record; nil where somebody is to confirm it first.
  let latest: DutyLatest?
  /// What was judged; nil where nothing was.
  let verdict: DutyVerdict?

  /// Adds the record and moves the last time.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    let record = DutyRecord(
      id: subject, place: place, duty: duty, about: about, organisation: organisation,
      concerned: concerned == organisation ? nil : concerned, title: title,
      documentNumber: documentNumber, digest: digest,
      parts: payload?["parts"]?.object?.compactMapValues(\.string), occurredOn: on,
      recordedOn: recordedOn, period: period, wasDueOn: wasDueOn, isLate: isLate,
      findings: payload?["findings"]?.string, dueOn: dueOn, recordedBy: by, verdict: verdict,
      state: latest == nil ? .confirming : hasFindings ? .rectifying : .kept)
    return [.put(record)] + (latest.map { [.put($0)] } ?? [])
  }
}

/// What was recorded of a duty served an action that waits for such a record each time.
package struct DutyServed: DomainEvent {
  /// The stable type.
  package static let type = "duty.served"
  /// The record.
  package let subject: RecordID
  /// When the duty was last done, of which the record tells.
  let latest: RecordID
  let action: String

  /// Notes the action.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var latest = try read.find(DutyLatest.self, latest) else { return [] }
    latest.served = action
    return [.put(latest)]
  }
}

/// What a record of a duty found was put right.
package struct DutyRectified: DomainEvent {
  /// The stable type.
  package static let type = "duty.rectified"
  /// The record.
  package let subject: RecordID
  let digest: DigestText

  /// Closes the finding.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var record = try read.find(DutyRecord.self, subject) else { return [] }
    record.state = .rectified
    record.remedyDigest = digest
    record.remedy = payload?["remedy"]?.string
    record.rectifiedOn = stamp.occurredOn
    return [.put(record)]
  }
}
