// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence

/// The report in the forms it is printed in.
struct ReportText {
  let report: AuditReport
  let keySource: TrustedKeys.Source

  static let folderKeyWarning =
    "the key was taken from the folder that is checked; give --key from elsewhere to rely on it"

  /// The report with the source of the keys and the verdict, as canonical JSON.
  func json() throws -> String {
    var members = try JSON(encoding: report).object ?? [:]
    members["ok"] = .bool(report.isClean)
    members["keys"] = .string(keySource.rawValue)
    return JSON.object(members).canonicalText
  }

  /// The report for people.
  var text: String {
    var lines = ["log       \(report.origin ?? "unknown")", "size      \(report.size)"]
    if let root = report.root { lines.append("root      \(root.hex)") }
    lines.append(
      "signed    \(report.signers.isEmpty ? "-" : report.signers.joined(separator: ", "))")
    lines.append("entries   \(report.entries) read, \(report.refusals) of them refusals")
    lines.append("subjects  \(report.subjects)")
    lines.append("files     \(report.files) compared")
    for problem in report.problems { lines.append("problem   \(problem.file): \(problem.what)") }
    let unlisted = report.problemCount - report.problems.count
    if unlisted > 0 { lines.append("problem   and \(unlisted) more") }
    lines.append(report.isClean ? "ok" : "\(report.problemCount) problems found")
    return lines.joined(separator: "\n")
  }
}
