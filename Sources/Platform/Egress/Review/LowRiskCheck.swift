// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Regulation

/// Whether one checker decides on a release: only where its place opens the lane for its kind, the
/// platform found nothing, and nothing of the same resources is out, which it could complete. What
/// a job made is never among them: whom its table counts is what the program wrote.
///
/// A share goes before all checkers all the same. Which one does is drawn by the commitment to its
/// content, which whoever asks can neither see before nor choose: an operator that took a table
/// back once it could see its draw is not drawn again in that scenario.
package struct LowRiskCheck {
  let release: Release
  let evaluation: ReleaseEvaluation
  /// Whether its operator may choose among draws.
  let hasSeenDraw: Bool

  /// Whether the operator of a release withdrew an evaluated table of the same scenario.
  ///
  /// Any table: the same one is easily asked for in another form.
  static func hasSeenDraw(_ release: Release, _ read: any RecordReader) throws -> Bool {
    guard release.kind.isTable else { return false }
    return try read.every(
      Release.self,
      [
        .equal("scenario", release.scenario.rawValue),
        .equal("state", Release.State.withdrawn.rawValue),
      ]
    ).contains {
      $0.id != release.id && $0.operator == release.operator && $0.kind.isTable
        && $0.evaluation != nil
    }
  }

  /// Whether the lane is open to it.
  func isOpen(in rules: EgressRules) -> Bool {
    guard let lane = rules.lowRisk.first(where: { $0.kind == release.kind.rawValue }),
      release.kind.isTable, release.checkersNeeded > 1, release.standing == nil,
      release.output == nil, !hasSeenDraw,
      evaluation.verdict == .pass, evaluation.findings.isEmpty, evaluation.unsafeCells == 0,
      (evaluation.memory ?? 0) == 0, let digest = evaluation.contentDigest
    else { return false }
    return Self.draw(digest, release.id) >= lane.secondLookPercent
  }

  /// A number from 0 to 99 that everybody finds who knows the entry.
  package static func draw(_ digest: DigestText, _ release: RecordID) -> Int {
    let hash = SHA256.hash(Array("\(digest.text) \(release.rawValue)".utf8))
    let number = hash.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(number % 100)
  }
}
