// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A case was opened at the first step of its procedure.
package struct CaseOpened: DomainEvent {
  /// The stable type.
  package static let type = "case.opened"
  /// The case.
  package let subject: RecordID
  let place: String
  let procedure: String
  let about: RecordID
  let profileVersion: Int
  let first: String
  let by: RecordID
  let organisation: RecordID
  let dueOn: Day?
  let title: String?
  let actors: String?
  /// Organisations whose matter it is, who see the case and do steps of it.
  let invited: [RecordID]?
  /// Why the due day is not certain; nil when it is.
  var uncertain: UncertainCount?
  /// Whether somebody opened it by hand without a day, so that its first step may lie before.
  var isTyped: Bool?

  /// Adds the case.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    var file = CaseFile(
      id: subject, place: place, procedure: procedure, subject: about,
      profileVersion: profileVersion, openedBy: by, openedFor: organisation, state: .open,
      current: first, enteredOn: stamp.occurredOn, dueOn: dueOn, steps: [], title: title,
      actors: actors)
    file.uncertain = uncertain
    file.isTyped = isTyped
    file.invite(invited ?? [])
    return [.put(file)]
  }
}

/// A step of a case was done.
package struct CaseAdvanced: DomainEvent {
  /// The stable type.
  package static let type = "case.advanced"
  /// The case.
  package let subject: RecordID
  let step: String
  let outcome: StepOutcome
  /// The step that follows; nil at an end.
  let next: String?
  /// The end; nil when a step follows.
  let end: CaseEnd?
  let dueOn: Day?
  /// The record that the step made.
  let record: RecordID?
  /// What was recorded of a step that has no record of its own.
  let paper: CasePaper?
  /// What was handed in.
  let materials: [StepMaterial]?
  /// The steps beside the chain that the case passed on its way to the next.
  let beside: [SideStep]?
  /// Whether the step itself ran beside the chain, so that the case stays where it is.
  let isBeside: Bool?
  /// Organisations that the step asked for something.
  let invited: [RecordID]?
  /// The plan's sections, where the step fills them in.
  let plan: [String: String]?
  /// Why the next step's due day is not certain; nil when it is.
  var uncertain: UncertainCount?
  /// Whether the step was done in time and recorded after it had lapsed, so that the case goes on
  /// from there.
  var isAfterLapse: Bool?

  /// Notes the step and moves on.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var file = try read.find(CaseFile.self, subject) else { return [] }
    file.steps.append(
      CaseStep(
        id: step, state: outcome.rawValue, by: stamp.actor, organisation: stamp.organisation,
        on: stamp.occurredOn, entry: stamp.entry, record: record, paper: paper,
        materials: materials, marks: isBeside == true ? nil : file.marks,
        lapsed: outcome == .lapsed ? file.lapsing : nil, isAfterLapse: isAfterLapse))
    file.lapsedStep = outcome == .lapsed && end == nil && isBeside != true ? step : nil
    if let plan { file.plan = plan }
    file.invite(invited ?? [])
    guard isBeside != true else {
      if outcome == .passed { file.setBeside((file.beside ?? []).filter { $0.step != step }) }
      return [.put(file)]
    }
    file.marks = nil
    file.setBeside((file.beside ?? []) + (beside ?? []))
    file.current = next
    file.enteredOn = stamp.occurredOn
    file.dueOn = dueOn
    file.uncertain = uncertain
    if let end { file.end(end) }
    return [.put(file)]
  }
}

extension CaseFile {
  /// Where the case stands while its step lapses; nil where nothing is due.
  fileprivate var lapsing: LapsedStep? {
    dueOn.map { LapsedStep(enteredOn: enteredOn, dueOn: $0, uncertain: uncertain) }
  }

  /// Ends the case.
  mutating func end(_ end: CaseEnd) {
    switch end {
    case .active: state = .active
    case .refused: state = .refused
    case .cancelled: state = .cancelled
    case .ended: state = .ended
    }
    current = nil
    dueOn = nil
    uncertain = nil
    lapsedStep = nil
    marks = nil
  }
}

/// One of several bodies did its part of a step that needs them all.
package struct CaseMarked: DomainEvent {
  /// The stable type.
  package static let type = "case.marked"
  /// The case.
  package let subject: RecordID
  let mark: StepMark

  /// Adds the mark.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var file = try read.find(CaseFile.self, subject) else { return [] }
    file.marks = (file.marks ?? []) + [mark]
    file.lapsedStep = nil
    return [.put(file)]
  }
}

/// A case that came to its end served an action that waits for one such case each time.
package struct CaseServed: DomainEvent {
  /// The stable type.
  package static let type = "case.served"
  /// The case.
  package let subject: RecordID
  let action: String

  /// Notes the action.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var file = try read.find(CaseFile.self, subject) else { return [] }
    file.served = action
    return [.put(file)]
  }
}

/// The paper of a step that has no record of its own.
package struct CasePaper: Codable, Hashable, Sendable {
  /// The number of the document.
  package let documentNumber: String
  /// Its digest.
  package let digest: DigestText
}
