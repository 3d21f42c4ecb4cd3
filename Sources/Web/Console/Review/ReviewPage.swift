// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Hummingbird
import Platform
import Regulation

/// What a checker looks at before voting: objections at their cells, what would leave, the code
/// and data behind it, and the earlier releases it touches (EZ-02.13-a).
struct ReviewPage {
  /// The members of a release that say how it came to be.
  private static let origins = [
    "kind", "operator", "scenario", "grant", "output", "spec", "context", "controls", "standing",
    "evaluation",
  ]

  private let visit: Visit
  private let listing: Listing
  private let documents: DocumentRoutes.Reader

  /// A page of the release's listing.
  init(_ visit: Visit, _ listing: Listing, _ documents: @escaping DocumentRoutes.Reader) {
    self.visit = visit
    self.listing = listing
    self.documents = documents
  }

  /// The page; not found for those who may not read the evidence.
  func response(_ id: RecordID) async throws -> Response {
    let actor = try visit.actor
    let evidence = try JSON.parse(try await read(.evidence, id, actor))
    guard let record = try await visit.console.platform.record(listing, for: actor, id: id) else {
      throw Problem.notFound
    }
    let holdsContent = record["evaluation"]?["contentObject"]?.string != nil
    let bytes = holdsContent ? try await read(.content, id, actor) : []
    let content = try Self.content(bytes, kind: record["kind"]?.string ?? "", evidence)
    let findings = ReviewFinding.all(in: evidence)
    let earlier = Set(findings.compactMap(\.earlier)).sorted()
    let members = listing.columns.filter { Self.origins.contains($0.name) }
    let behind = try await origin(of: record, actor)
    let view = try await ValueView.make(
      for: visit,
      values: members.compactMap { record[$0.name] } + behind.map(\.1) + earlier.map(JSON.string))
    let path = "/console/releases/\(id.rawValue)"
    let title = LocalText(zh: "出域审核材料", en: "What is under review")
    return try await visit.page(
      "review", title: title,
      [
        "record": .string(path), "id": .string(id.rawValue),
        "vote": .string(
          URLText.path("/console/actions/egress.vote", [("release", id.rawValue)])),
        "members": .array(
          members.map { member($0.label, record[$0.name], view, $0.name, record) }
            + behind.map { member($0.0, $0.1, view, "", nil) }),
        "findings": .array(
          findings.prefix(ReviewFinding.shownMax).map { model($0, content, view) }),
        "findingCount": .int(Int64(findings.count)), "hasFindings": .bool(!findings.isEmpty),
        "earlier": .array(
          earlier.map { view.model(.string($0), of: ["release", "id"], in: nil) }),
        "hasEarlier": .bool(!earlier.isEmpty),
        "measures": .string(ReviewFinding.text(evidence["measures"])),
        "remedied": .string(ReviewFinding.text(evidence["remedied"])),
        "content": content.map(Self.model) ?? .null, "hasContent": .bool(content != nil),
        "evidenceFile": .string("\(path)/documents/evidence"),
        "contentFile": .string(holdsContent ? "\(path)/documents/content" : ""),
      ])
  }

  private func read(
    _ document: ConfinedDocument, _ id: RecordID, _ actor: Actor
  ) async throws -> [UInt8] {
    switch try await documents(document, id, actor) {
    case .bytes(let bytes): return bytes
    case .answer(let answer): throw DocumentRoutes.problem(answer)
    }
  }

  /// The job behind an output, its program and the data that it read.
  private func origin(of record: JSON, _ actor: Actor) async throws -> [(LocalText, JSON)] {
    let platform = visit.console.platform
    func find(_ plural: String, _ id: JSON?) async throws -> JSON? {
      guard let id = id?.string.flatMap(RecordID.init), let of = platform.registry.listings[plural]
      else { return nil }
      return try await platform.record(of, for: actor, id: id)
    }
    guard let output = try await find("outputs", record["output"]),
      let job = try await find("jobs", output["job"])
    else { return [] }
    let members = [
      (LocalText(zh: "任务", en: "Job"), output["job"]),
      (LocalText(zh: "程序", en: "Program"), job["program"]),
      (LocalText(zh: "所读数据授权", en: "Grants it read"), job["grants"]),
    ]
    return members.compactMap { label, value in value.map { (label, $0) } }
  }

  /// The content of a table or a file; nil for a template and for nothing.
  private static func content(
    _ bytes: [UInt8], kind: String, _ evidence: JSON
  ) throws -> ReviewContent? {
    guard !bytes.isEmpty, let kind = ReleaseKind(rawValue: kind) else { return nil }
    if kind.isTable {
      return ReviewContent(try ReleasedCube(canonicalJSON: bytes), evidence: evidence)
    }
    guard kind.isRows else { return nil }
    return CanonicalTable(bytes, shown: ReviewContent.rowsMax).map { ReviewContent($0) }
  }

  private func member(
    _ label: LocalText, _ value: JSON?, _ view: ValueView, _ name: String, _ record: JSON?
  ) -> JSON {
    .object([
      "label": .string(visit.say(label)),
      "value": view.model(value, of: [listing.table.name, name], in: record),
    ])
  }

  private func model(
    _ finding: ReviewFinding, _ content: ReviewContent?, _ view: ValueView
  ) -> JSON {
    let labels = finding.cell?.array.map { $0.map(ReviewContent.label) }
    let measure = finding.measure.flatMap { index in
      content.flatMap { $0.measures.indices.contains(index) ? $0.measures[index] : nil }
    }
    let cell = labels.map { ($0 + [measure].compactMap { $0 }).joined(separator: " · ") }
    return .object([
      "isFail": .bool(finding.severity == "fail"),
      "severity": .string(view.text.text(finding.severity, in: nil)),
      "rule": .string(EgressWords.byRule[finding.rule].map(visit.say) ?? finding.rule),
      "place": .string(cell ?? finding.place), "observed": .string(finding.observed),
      "parameter": .string(finding.parameter),
      "reason": .string(finding.reason.map(visit.say) ?? ""),
    ])
  }

  private static func model(_ content: ReviewContent) -> JSON {
    .object([
      "names": .array(content.names.map(JSON.string)), "total": .int(Int64(content.total)),
      "isCut": .bool(content.total > content.rows.count),
      "shown": .int(Int64(content.rows.count)),
      "rows": .array(
        content.rows.map { row in
          .object([
            "cells": .array(
              row.cells.map { cell in
                .object(["text": .string(cell ?? "×"), "isWithheld": .bool(cell == nil)])
              }),
            "isByRule": .bool(row.mark == .byRule), "isToProtect": .bool(row.mark == .toProtect),
          ])
        }),
    ])
  }
}
