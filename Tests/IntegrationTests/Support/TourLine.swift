// SPDX-License-Identifier: Apache-2.0
import Core

/// One line of `shuyu tour --json`.
struct TourLine: Sendable {
  let step: Int64
  let isOK: Bool
  let actor: String
  let clauses: [String]
  let entry: Int64?
  let title: String
  let detail: String

  /// Reads a line.
  init(_ text: String) throws {
    let json = try JSON.parse(Array(text.utf8))
    guard let step = json["step"]?.int, let isOK = json["ok"]?.bool,
      let actor = json["actor"]?.string, let clauses = json["clauses"]?.array
    else { throw TestProblem("no line of the tour: \(text.prefix(200))") }
    self.step = step
    self.isOK = isOK
    self.actor = actor
    self.clauses = clauses.compactMap(\.string)
    entry = json["entry"]?.int
    title = json["title"]?["en"]?.string ?? ""
    detail = json["detail"]?.string ?? ""
  }
}
