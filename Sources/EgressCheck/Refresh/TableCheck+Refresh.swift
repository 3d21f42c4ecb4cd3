// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

extension TableCheck {
  /// A refresh in which groups keep their numbers, with what it tells beside other releases.
  struct HeldRemedy {
    let table: HeldTable
    let remedy: TableRemedy
    let joint: [CheckFinding]
  }

  /// The refresh of a table that may not be renewed as it is; nothing where it may, where there was
  /// none before, or where other releases would tell what it holds back.
  func held(
    _ memory: ReleaseMemory, earlier: [StoredRelease], seen: ReleaseMemory.Examination,
    unsafe: [Set<CellKey>], findings: [CheckFinding]
  ) -> HeldRemedy? {
    let fails = findings.filter { $0.severity == .fail }
    let functions: [MeasureSpec.Function] = [.count, .contributors, .sum, .mean, .share]
    guard let refreshes = seen.refreshes, !fails.isEmpty, let part = memory.evidence.parts.first,
      declaration.weight == nil,
      declaration.measures.allSatisfy({ functions.contains($0.function) }),
      !fails.contains(where: {
        $0.rule == .directIdentifier || $0.rule == .embeddedData || $0.remedy == "drop"
      }),
      !seen.differences.contains(where: { difference in
        difference.finding.severity == .fail && difference.cell.isTotal
          && !seen.isRefresh(difference.release)
      })
    else { return nil }
    let others = seen.differences.filter {
      $0.finding.severity == .fail && !seen.isRefresh($0.release)
    }.map(\.cell)
    let judge = TableFindings(
      declaration: declaration, records: memory.records, evidence: memory.evidence)
    let table = HeldTable(
      part, after: refreshes.series.last.release, comparison: refreshes.people,
      unsafe: judge.unsafeCells(part).union(others), rules: declaration.parameters.rules,
      threshold: memory.threshold)
    guard let table, !memory.clashes(table, earlier: earlier, seen: seen) else { return nil }
    let remedy = TableRemedy(held: table, part: part)
    var rest = seen
    for member in refreshes.series.members {
      rest.changed[member.index] = nil
      rest.same.remove(member.index)
    }
    let joint = memory.joint(remedy, earlier: earlier, seen: rest, links: [])
    guard !joint.contains(where: { $0.severity == .fail }) else { return nil }
    return HeldRemedy(table: table, remedy: remedy, joint: joint)
  }

  /// The answer for a refresh in which groups keep their numbers.
  func refreshed(
    _ held: HeldRemedy, records: TableRecords, evidence: TableEvidence,
    seen: ReleaseMemory.Examination, findings: [CheckFinding], release: String?
  ) async throws -> CheckAnswer {
    var answer = CheckAnswer(
      findings + held.joint, measures: measures(records, evidence, held.remedy))
    let isClear =
      held.joint.isEmpty && seen.doubts.isEmpty
      && !shows(findings, in: held.remedy, records.layout)
      && !seen.differences.contains { $0.finding.severity == .review }
    let verdict: Verdict = isClear ? .pass : .review
    answer.remedied =
      HeldDocument(
        declaration: declaration, records: records, held: held.table, verdict: verdict
      ).document
    if let release {
      answer.release = try await StoredRelease.write(
        to: release,
        StoredRelease.Outgoing(
          declaration: declaration, records: records, remedy: held.remedy,
          series: seen.refreshes?.series, held: held.table), session: session, random: random)
    }
    return answer
  }
}
