// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Platform
import Regulation

/// A market in Ezhou: an operator with an agreement, a scenario and two grant sets, checkers,
/// developers, a subject; without the chain that led there.
final class MarketCase {
  let platform: FakePlatform
  let bureau: Actor
  let producer: Actor
  let rival: Actor
  let developer: Actor
  let stranger: Actor
  let related: Actor
  let subject: Actor
  let checkers: [Actor]
  let agreement = MarketCase.id("AGR", "agreement")
  let scenario = MarketCase.id("SCN", "scenario")
  let grant = MarketCase.id("GRT", "analysis")
  let subjectGrant = MarketCase.id("GRT", "subject")
  let resource = MarketCase.id("RES", "resource")
  let job = MarketCase.id("JOB", "job")
  let output = MarketCase.id("OUT", "output")

  init() throws {
    let national = try NationalRules.load(
      yaml: String(
        decoding: try Data(
          contentsOf: ProjectFiles.root.appending(path: "Regulations/national.yaml")),
        as: UTF8.self), file: "national.yaml")
    platform = FakePlatform(
      [
        Organisations.self, Accounts.self, Procedures.self, Filings.self, Pricing.self,
        Egress.self, Products.self, Subscriptions.self, Consents.self, Metering.self,
        Clocks.self, Documents.self, Workspaces.self,
      ], profile: try ProjectFiles.ezhou().resting(on: national),
      calendar: try ProjectFiles.calendar(), on: try day("2026-04-01"))
    bureau = try platform.actor("bureau", .implementingBody, .dataAuthority)
    producer = try platform.actor("producer", .operator, .platformOperator)
    rival = try platform.actor("rival", .operator)
    developer = try platform.actor("developer", .developer)
    stranger = try platform.actor("stranger", .developer)
    let daughter = try platform.organisation(
      "daughter", [.developer, .egressChecker], linkedTo: [producer.organisation])
    related = try platform.actor("daughter", of: daughter, [.developer, .egressChecker])
    subject = try platform.actor("subject", .dataSubject)
    let panel = try platform.organisation("panel", [.egressChecker])
    checkers = [
      try platform.actor("checker one", of: panel, [.egressChecker]),
      try platform.actor("checker two", of: panel, [.egressChecker]),
      try platform.actor("checker three", of: panel, [.egressChecker]),
    ]
    try seed()
    try bind(subject, to: MarketCase.subjectCode)
  }

  /// The code of the enterprise for which the subject's account speaks.
  static let subjectCode = "91420000177570439L"

  /// Binds an account to the subject of a code.
  func bind(_ actor: Actor, to code: String) throws {
    let mark = try FakePlatform.subjects().marks(of: code).first
    try change(Account.self, actor.account) { $0.subject = mark }
  }

  /// A random-looking id, the same for the same name.
  static func id(_ prefix: String, _ name: String) -> RecordID {
    RecordID.make(prefix: prefix, random: SHA256.hash(Array(name.utf8)).bytes)
  }

  /// A digest as text, another for each name.
  static func hash(_ name: String) -> JSON {
    .string(Hex.encode(SHA256.hash(Array(name.utf8)).bytes))
  }

  /// Runs a step that must be allowed.
  @discardableResult
  func must(_ name: String, _ input: JSON, _ actor: Actor) throws -> RecordID {
    try platform.mustRun(name, input, as: actor)
  }

  /// The record of an id.
  func record<R: Record>(_ type: R.Type, _ id: RecordID) throws -> R {
    guard let record = try platform.records.find(type, id) else { throw FakeError.stepMissing }
    return record
  }

  /// Changes a record without an event.
  func change<R: Record>(_ type: R.Type, _ id: RecordID, _ change: (inout R) -> Void) throws {
    var found = try record(type, id)
    change(&found)
    try platform.records.put(found)
  }
}

extension RecordID {
  /// As JSON.
  var json: JSON { .string(rawValue) }
}
