// SPDX-License-Identifier: Apache-2.0
import Cryptography
import DisclosureControl

/// Checks a declared table: computes it with its evidence, judges it, compares it with what is
/// out, and proposes a remedied form that is judged again.
struct TableCheck {
  let declaration: TableDeclaration
  let folder: InputFolder
  let session: Session
  let random: any RandomSource

  func run(release: String?) async throws -> CheckAnswer {
    let earlier = try declaration.releases.enumerated().map { index, name in
      try StoredRelease(reading: name, field: "releases[\(index)]", folder: folder)
    }
    let records = try await TableRecords.load(
      declaration, isReleased: release != nil, folder: folder, session: session)
    let evidence = try await TableEvidence.load(
      records, measures: declaration.measures,
      concentration: declaration.parameters.concentration,
      threshold: declaration.parameters.rules.contributors, session: session)
    let judge = TableFindings(declaration: declaration, records: records, evidence: evidence)
    let memory = ReleaseMemory(
      declaration: declaration, records: records, evidence: evidence, session: session)
    let seen = try await memory.examine(earlier)
    let labels = LabelMarkup.findings(records, evidence)
    let judged = judge.all + labels
    var findings = judged + seen.differences.map(\.finding) + seen.doubts

    let unsafe = evidence.parts.map { part in
      judge.unsafeCells(part).union(
        seen.differences.filter { $0.finding.severity == .fail && $0.levels == part.levels }
          .map(\.cell))
    }
    if let held = held(
      memory, earlier: earlier, seen: seen, unsafe: unsafe, findings: findings)
    {
      return try await refreshed(
        held, records: records, evidence: evidence, seen: seen, findings: findings,
        release: release)
    }
    // What a label itself tells is told by a withheld cell too: such a table has no remedy.
    let isNaming = (judge.all + labels).contains {
      $0.severity == .fail && ($0.rule == .directIdentifier || $0.rule == .embeddedData)
    }
    let remedy = isNaming ? nil : try await self.remedy(evidence, records, unsafe)
    findings += remedy.map { complementary($0, judge) } ?? []
    let links = seen.same.isEmpty ? [] : try await self.links(earlier, seen, records)
    let joint =
      remedy.map { memory.joint($0, earlier: earlier, seen: seen, links: links) } ?? []
    findings += joint.filter { $0.severity == .review || unsafe.allSatisfy(\.isEmpty) }
    let isSound = !findings.contains { $0.severity == .fail && $0.remedy == "drop" }
    var answer = CheckAnswer(findings, measures: measures(records, evidence, remedy))
    if let remedy, answer.verdict == .fail {
      // What no withheld cell mends stays: refused functions are left out, joint findings not.
      let isOpen =
        seen.isExhausted
        || seen.differences.contains {
          $0.finding.severity == .fail && memory.isOpen($0, remedy)
        }
      let isClear =
        joint.isEmpty && !seen.differences.contains { $0.finding.severity == .review }
        && !shows(judged, in: remedy, records.layout)
      let verdict: Verdict =
        isOpen || joint.contains { $0.severity == .fail }
        ? .fail : isSound && isClear && seen.doubts.isEmpty ? .pass : .review
      answer.remedied =
        RemedyDocument(
          declaration: declaration, records: records, remedy: remedy, verdict: verdict
        ).document
    }
    if let release, let remedy, remedyMayLeave(answer) {
      answer.release = try await StoredRelease.write(
        to: release,
        StoredRelease.Outgoing(
          declaration: declaration, records: records, remedy: remedy,
          series: seen.refreshes?.series), session: session, random: random)
    }
    return answer
  }

  /// The tables with unsafe cells withheld, as cheaply as the solver finds.
  private func remedy(
    _ evidence: TableEvidence, _ records: TableRecords, _ unsafe: [Set<CellKey>]
  ) async throws -> TableRemedy? {
    let rules = declaration.parameters.rules
    let solver = IntegerSolver(runner: session.runner)
    let linked = try await LinkedRemedy.find(
      evidence, layout: records.layout, parameters: rules, unsafe: unsafe, solver: solver)
    if let linked,
      let remedy = TableRemedy(linked, evidence, parameters: rules, unsafe: unsafe)
    {
      return remedy
    }
    let plain = TableRemedy(
      evidence, layout: records.layout, parameters: rules, unsafe: unsafe)
    guard let first = evidence.parts.first else { return plain }
    return try await plain?.improved(
      first, unsafe: unsafe[0], parameters: rules, solver: solver)
  }

  /// Columns that tell of each other: declared levels, and what the records show.
  private func links(
    _ earlier: [StoredRelease], _ seen: ReleaseMemory.Examination, _ records: TableRecords
  ) async throws -> [ColumnLink] {
    let same = seen.same.sorted().map { earlier[$0] }
    let found = try await ReleaseLinks(
      records: records, declaration: declaration, session: session
    ).found(same)
    return ReleaseLinks.levels(records.layout) + same.flatMap(\.links) + found
  }

  /// A table leaves when it passes, or when its remedied form does not fail.
  private func remedyMayLeave(_ answer: CheckAnswer) -> Bool {
    answer.verdict == .pass || answer.remedied?["verdict"]?.text.map { $0 != "fail" } == true
  }

  /// Cells that must be withheld only because totals would give others away.
  private func complementary(_ remedy: TableRemedy, _ judge: TableFindings) -> [CheckFinding] {
    var seen: Set<Document> = []
    return remedy.secondary.sorted { $0.key < $1.key }.flatMap { index, keys in
      keys.compactMap { key -> CheckFinding? in
        let place = judge.location(key, remedy.parts[index].levels, measure: nil)
        guard seen.insert(place).inserted else { return nil }
        return CheckFinding(
          .complementaryDisclosure, .review, at: place,
          formula: DisclosureFormula.determinedByMargins.rawValue,
          zh: "与合计或层次相减会推出须隐去的单元格，因此此格也须隐去",
          en: "totals or levels of hierarchies would give withheld cells away unless this one is "
            + "withheld too", remedy: "suppress")
      }
    }
  }

  func measures(
    _ records: TableRecords, _ evidence: TableEvidence, _ remedy: TableRemedy?
  ) -> [(String, Document)] {
    let cells = evidence.parts.flatMap(\.table.cells)
    let filled = cells.filter { $0.records > 0 }
    var measures: [(String, Document)] = [("records", .int(records.rows))]
    if let subjects = records.subjects { measures.append(("subjects", .int(subjects))) }
    measures += [
      ("cells", .int(cells.count)),
      ("smallestCell", .int(filled.map(\.contributors).min() ?? 0)),
      ("withheld", .int(remedy?.cubes.reduce(0) { $0 + $1.withheldCount } ?? 0)),
    ]
    return measures
  }
}
