// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// A lower authority's project stands only while that of the authority above does (SC-08-d).
extension SubordinateProject {
  /// The control by which a lower authority acts under a project of the one above.
  static let control = "authority.project"

  /// A place's project under which nothing was opened yet and whose project above still stands.
  static func open(
    at place: String, on day: Day, _ read: any RecordReader
  ) throws -> SubordinateProject? {
    try read.every(
      SubordinateProject.self, [.equal("place", place), .equal("isOpen", "yes")]
    ).first { try $0.stands(on: day, read) }
  }

  /// The project under which a case of a place was opened; nil where there is none.
  static func behind(
    _ file: CaseFile, _ read: any RecordReader
  ) throws -> SubordinateProject? {
    try read.every(
      SubordinateProject.self, [.equal("place", file.place), .equal("isOpen", "no")]
    ).first { $0.opened == file.id || $0.opened == file.subject }
  }

  /// Whether the project above is still run or in force on a day.
  func stands(on day: Day, _ read: any RecordReader) throws -> Bool {
    try read.find(CaseFile.self, parentCase)?.stands(on: day, read) ?? false
  }

  /// The case that was opened under it; a call's is the one that is about the call.
  func openedCase(_ read: any RecordReader) throws -> CaseFile? {
    guard let opened else { return nil }
    if opened.prefix == CaseFile.table.prefix { return try read.find(CaseFile.self, opened) }
    return try read.first(CaseFile.self, .equal("place", place), .equal("subject", opened))
  }

  /// Why nothing is done under it any more.
  static func ended(_ clauses: [ClauseID]) -> Reason {
    Reason(
      control, clauses: clauses, zh: "所属上级项目已撤回、终止或期满，本级项目随之停止，须由上级重新统筹纳入",
      en: "the project above was withdrawn, has ended or run out, and this one with it; the"
        + " authority above takes it up anew")
  }
}

extension CaseFile {
  /// Whether what the case is for is still run or in force on a day.
  func stands(on day: Day, _ read: any RecordReader) throws -> Bool {
    guard state == .open || state == .active else { return false }
    guard let agreement = try agreement(read) else { return true }
    switch agreement.state {
    case .terminating, .ended: return false
    case .draft, .signed, .active, .suspended: return day <= agreement.endsOn
    }
  }

  /// The agreement with which the case came to its end, once all have signed it.
  func agreement(_ read: any RecordReader) throws -> Agreement? {
    let made = steps.compactMap(\.record).last { $0.prefix == Agreement.table.prefix }
    return try made.flatMap { try read.find(Agreement.self, $0) }
  }
}

extension Registry {
  /// What ends at lower authorities because of what was decided: with a project above, the case
  /// that was opened under it is closed and its agreement suspended.
  package func stopped(
    by events: [Event], _ read: any RecordReader, _ context: Context
  ) throws -> [Event] {
    guard !context.isOff(SubordinateProject.control), records[SubordinateProject.table.name] != nil
    else { return [] }
    return try events.flatMap { event -> [Event] in
      guard let file = try Self.ended(by: event, read) else { return [] }
      return try read.every(SubordinateProject.self, [.equal("parentCase", file)]).flatMap {
        try Self.stopping($0, read, context)
      }
    }
  }

  /// The case that an event ends, or whose agreement it ends.
  private static func ended(by event: Event, _ read: any RecordReader) throws -> RecordID? {
    switch event.fact {
    case let fact as CaseClosed: fact.end == .active ? nil : fact.subject
    case let fact as CaseAdvanced:
      fact.end == nil || fact.end == .active ? nil : fact.subject
    case let fact as AgreementEnding: try read.find(Agreement.self, fact.subject)?.case
    default: nil
    }
  }

  private static func stopping(
    _ project: SubordinateProject, _ read: any RecordReader, _ context: Context
  ) throws -> [Event] {
    guard let file = try project.openedCase(read) else { return [] }
    let level = try Authority.of(project.place, read)?.rule(context.profile)
    let clauses = level?.needs.filter { $0.paper == nil }.flatMap(\.clauses) ?? []
    let ground = SubordinateProject.ended(clauses).message.zh
    var events: [Event] = []
    if file.state == .open {
      events.append(
        Event(CaseClosed(subject: file.id, end: .cancelled, ground: ground), clauses: clauses))
    }
    if let agreement = try file.agreement(read), agreement.state == .active {
      events.append(
        Event(
          AgreementSuspended(
            subject: agreement.id, ground: ground, documentNumber: project.number, case: nil),
          clauses: clauses))
    }
    return events
  }
}
