// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Store

/// A ledger with many cases and many entries about them, made by the committer.
struct CaseLedger: Sendable {
  /// The place whose procedures are run.
  static let place = "handan"
  /// The password of every account made here.
  static let password = "a password for measuring"
  /// The day by which a filing is due is left open by the text; without it no case has one.
  static let settings = [
    ProfileSetting(
      key: "procedures.agreementFiling.steps.filing.period.workingDays", text: "10",
      source: "measurement")
  ]
  /// Submissions at once: a batch of the committer.
  private static let atOnce = 256

  private let platform: BenchPlatform
  private let bureau: RecordID
  private let subject: String

  /// Adds the bodies that act.
  init(_ platform: BenchPlatform) async throws {
    self.platform = platform
    bureau = try await platform.addBody(
      "clerk", [.implementingBody, .dataAuthority], password: Self.password)
    _ = try await platform.addBody("pricing", [.pricingAuthority], password: Self.password)
    _ = try await platform.addBody(
      "operator", [.operator], legalForm: "legalPerson", password: Self.password)
    let seen = try await platform.act(
      "case.open", as: bureau, ["procedure": "evaluation", "title": "评估"])
    subject = seen["id"]?.string ?? ""
  }

  /// Opens cases, half of them with a due day, some a step or two further; then adds entries to
  /// their histories up to a number.
  ///
  /// - Returns: the id of a case.
  func fill(cases: Int, entries: Int) async throws -> String {
    var ids: [String] = []
    for first in stride(from: 0, to: cases, by: Self.atOnce) {
      ids += try await withThrowingTaskGroup(of: String.self) { group in
        for number in first..<min(first + Self.atOnce, cases) {
          group.addTask { try await open(number) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }
    let next = SharedCounter(try platform.database.entryCount())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<Self.atOnce {
        group.addTask { [ids] in
          while true {
            let number = next.take()
            guard number < entries else { return }
            try await refuse(ids[number % ids.count])
          }
        }
      }
      try await group.waitForAll()
    }
    return ids.last ?? subject
  }

  private func open(_ number: Int) async throws -> String {
    let isFiling = number.isMultiple(of: 2)
    let result = try await platform.act(
      "case.open", as: bureau,
      [
        "procedure": .string(isFiling ? "agreementFiling" : "upwardReport"),
        "title": .string("事项 \(number)"),
      ])
    let id = result["id"]?.string ?? ""
    for _ in 0..<(isFiling ? 0 : number % 3) {
      _ = try await platform.act("case.record", as: bureau, record(id, "passed"))
    }
    return id
  }

  /// An entry in a case's history that changes nothing: a record of a step that is not there.
  private func refuse(_ id: String) async throws {
    var input = record(id, "passed").object ?? [:]
    input["step"] = "noSuchStep"
    let answer = try await platform.committer.submit(
      Submission(name: "case.record", account: bureau, input: .object(input)))
    guard case .refused = answer else {
      throw BenchError("a step that is not there was not refused; benchmark and rules differ")
    }
  }

  private func record(_ id: String, _ outcome: String) -> JSON {
    [
      "case": .string(id), "outcome": .string(outcome), "documentNumber": "测字〔2026〕1号",
      "digest": .string(String(repeating: "ab", count: 32)),
      "materials": [["name": "report", "text": "报告"]],
    ]
  }
}
