// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
package import Gateway
import Platform
import Vault

/// Evaluates what is asked to leave, and lets out what was approved: the one door.
package struct ReleaseWorker: DomainWorker {
  private let parts: DomainParts
  private let products: ProductFiles
  private let subjectKey: SubjectKey

  /// Works with the domain's parts, the folder of product files, and the key under which the edge
  /// hides codes.
  package init(parts: DomainParts, products: ProductFiles, subjectKey: SubjectKey) {
    self.parts = parts
    self.products = products
    self.subjectKey = subjectKey
  }

  /// `releases`.
  package var name: String { "releases" }

  /// Evaluates, lets out, and brings answers about subjects up to date.
  package func round() async throws {
    let requested = try releases([.equal("state", Release.State.requested.rawValue)])
    try await parts.each(requested, of: name, id: \.id) { try await evaluate($0) }
    for release in try behind() {
      try await parts.each([release], of: name, id: \.id) { try await evaluate($0) }
    }
    let approved = try releases([.equal("state", Release.State.approved.rawValue)])
    try await parts.each(approved, of: name, id: \.id) { try await letOut($0) }
    try await serveMissing()
    try await StandingRefreshes(parts: parts, worker: name).begin()
    try await serveRefreshed()
    let standing = try releases([
      .equal("state", Release.State.released.rawValue),
      .equal("kind", ReleaseKind.subject.rawValue),
    ])
    let today = parts.now().day(in: .china)
    let live = standing.filter { $0.isOut(on: today) }
    try await parts.each(live, of: name, id: \.id) { try await refresh($0) }
  }

  private func releases(_ conditions: [Condition]) throws -> [Release] {
    try parts.reporting.read { try $0.list(Release.self, conditions, limit: parts.limits.page) }
  }

  /// Releases on their way that were evaluated when less was out, and those of whose data
  /// somebody left since.
  private func behind() throws -> [Release] {
    let today = parts.now().day(in: .china)
    return try parts.reporting.read { read in
      try [Release.State.reviewing, .approved].flatMap { state in
        try read.every(Release.self, [.equal("state", state.rawValue)]).filter { release in
          let memory = try DisclosureMemory.version(of: release.resources, read)
          guard !release.isBehind(memory: memory) else { return true }
          return try Release.hasDepartures(output: release.output, on: today, read)
        }
      }
    }
  }

  private func evaluate(_ listed: Release) async throws -> Bool {
    // Held before the record is read: what ends from now on keeps its objects until this is done.
    parts.board.hold(listed.id)
    defer { parts.board.free(listed.id) }
    guard let release = try parts.reporting.read({ try $0.find(Release.self, listed.id) }),
      release.state == .requested || release.state.isOnItsWay
    else { return true }
    // Read before the tables that are out: what comes later makes it stale, never unseen.
    let memory = try parts.reporting.read {
      try DisclosureMemory.version(of: release.resources, $0)
    }
    let result: EvaluationResult
    let dataObject: RecordID?
    do {
      let evaluator = ReleaseEvaluator(parts: parts, release: release)
      let before = try evaluator.dataObject()
      result = try await evaluator.run()
      // When they were written anew meanwhile, nobody says of which it is.
      dataObject = try evaluator.dataObject() == before ? before : nil
    } catch {
      try Task.checkCancellation()
      let failure = (error as? EvaluationRefusal)?.failure ?? .fault
      return try await parts.report(
        "egress.evaluationFailed", place: release.place,
        ["release": .string(release.id.rawValue), "failure": .string(failure.rawValue)])
    }
    return try await report(result, on: release, memory: memory, dataObject: dataObject)
  }

  /// Keeps evidence and content, then reports.
  private func report(
    _ result: EvaluationResult, on release: Release, memory: Int, dataObject: RecordID?
  ) async throws -> Bool {
    parts.board.show(release.id, .encrypting)
    let objects = ReleaseObjects(vault: parts.vault, release: release)
    let evidenceObject = try await objects.keep(
      result.evidence.canonical(), as: .evidence, at: parts.now())
    let findings = result.findings.sorted { $0.key < $1.key }.prefix(50)
      .map { FindingCount(rule: $0.key, count: ContentCommitment.told($0.value)) }
    var input: [String: JSON] = [
      "release": .string(release.id.rawValue),
      "verdict": .string(ReleaseVerdict(result.verdict).rawValue),
      "cells": told(result.cells), "unsafeCells": told(result.unsafeCells),
      "withheld": .int(
        Int64(ContentCommitment.toldWithheld(result.withheld, unsafe: result.unsafeCells))),
      "findings": try JSON(encoding: findings),
      "evidenceObject": .string(evidenceObject.rawValue), "memory": .int(Int64(memory)),
    ]
    if let content = result.content {
      let object = try await objects.keep(content, as: .content, at: parts.now())
      input["contentObject"] = .string(object.rawValue)
      input["contentDigest"] = .string(try opening(of: content, in: release).commitment.text)
      input["contentBytes"] = told(content.count)
    }
    if let series = result.series {
      let object = try await objects.keep(series, as: .series, at: parts.now())
      input["seriesObject"] = .string(object.rawValue)
    }
    input["dataObject"] = dataObject.map { .string($0.rawValue) }
    input["driftPercent"] = result.driftPercent.map { .int(Int64($0)) }
    input["isClear"] = result.isClear.map { .bool($0) }
    return try await parts.report("egress.evaluated", place: release.place, input)
  }

  /// A number in its class: what is under review has not left.
  private func told(_ number: Int) -> JSON { .int(Int64(ContentCommitment.told(number))) }

  /// The digest of a content, the salt, and the commitment that stands in the entries.
  private func opening(of content: [UInt8], in release: Release) throws -> (
    digest: DigestText, salt: DigestText, commitment: DigestText
  ) {
    guard let digest = DigestText(SHA256.hash(content).hex),
      let salt = DigestText(subjectKey.salt(ofContent: release.id).hex),
      let commitment = ContentCommitment.text(digest, salt: salt)
    else { throw DomainFault.form }
    return (digest, salt, commitment)
  }

  /// Reports the digest of the reviewed bytes; once it is decided, writes them where the edge
  /// serves them.
  private func letOut(_ release: Release) async throws -> Bool {
    let content = try await reviewed(release)
    let opening = try opening(of: content, in: release)
    let isOut = try await parts.report(
      "egress.release", place: release.place,
      [
        "release": .string(release.id.rawValue), "digest": .string(opening.digest.text),
        "salt": .string(opening.salt.text),
      ])
    if isOut { try await serve(release, content) }
    return isOut
  }

  /// The bytes of a release, as they were reviewed.
  private func reviewed(_ release: Release) async throws -> [UInt8] {
    guard let object = release.evaluation?.contentObject, let digest = release.contentDigest
    else { throw DomainFault.records }
    let content = try await parts.vault.contents(object, bytesMax: ReleasedCube.jsonBytesMax)
    guard try opening(of: content, in: release).commitment == digest else {
      throw DomainFault.vault
    }
    return content
  }

  private func serve(_ release: Release, _ content: [UInt8]) async throws {
    switch release.kind {
    case .tabulation, .query:
      let place = release.refreshOf ?? release.id
      try products.write(content, as: ProductFiles.cube, of: place)
      try products.write(Array(release.id.rawValue.utf8), as: ProductFiles.source, of: place)
    case .file, .microdata: try products.write(content, as: ProductFiles.file, of: release.id)
    case .model, .report:
      try products.write(content, as: ProductFiles.artefact, of: release.id)
    case .subject: try await writeAnswers(release)
    }
  }

  /// Writes what was let out and could not be written then.
  private func serveMissing() async throws {
    let conditions = [
      Condition.equal("state", Release.State.released.rawValue), Condition("turn", .equal, .null),
    ]
    let served = Set(try products.releases())
    let today = parts.now().day(in: .china)
    let missing = try parts.reporting.read { read in
      guard try read.count(Release.self, conditions) > served.count else { return [Release]() }
      return try read.every(Release.self, conditions).filter {
        $0.kind != .subject && $0.isOut(on: today) && !served.contains($0.id)
      }
    }
    try await parts.each(missing, of: name, id: \.id) { try await serveNewest($0) }
  }

  /// Writes the refresh that is to be served where the file is still that of an earlier one.
  private func serveRefreshed() async throws {
    let today = parts.now().day(in: .china)
    let standing = try parts.reporting.read { read in
      try read.every(
        Release.self,
        [
          .equal("state", Release.State.released.rawValue),
          .equal("kind", ReleaseKind.query.rawValue), Condition("turn", .equal, .null),
        ])
    }.filter { release in
      guard let served = release.served, release.isOut(on: today) else { return false }
      return products.text(ProductFiles.source, of: release.id) != served.release.rawValue
    }
    try await parts.each(standing, of: name, id: \.id) { try await serveNewest($0) }
  }

  /// Writes the last refresh of a release, or what left first.
  private func serveNewest(_ release: Release) async throws -> Bool {
    let refresh = try release.served.flatMap { served in
      try parts.reporting.read { try $0.find(Release.self, served.release) }
    }
    let newest = refresh ?? release
    try await serve(newest, try await reviewed(newest))
    return true
  }

  /// Computes the answers of a standing release anew when its data were written anew.
  private func refresh(_ release: Release) async throws -> Bool {
    let data: ReleaseData
    do {
      data = try parts.reporting.read { try ReleaseData(release, $0) }
    } catch is EvaluationRefusal {
      // The grant is being written anew, or is gone: `EndingWorker` sees to the latter.
      return true
    }
    let made = products.text(ProductFiles.source, of: release.id)
    if made != data.object.rawValue { try await writeAnswers(release) }
    return true
  }

  private func writeAnswers(_ release: Release) async throws {
    guard let template = release.spec.subject,
      let specification = (try parts.reporting.read { try $0.find(Release.self, release.id) })?
        .outDigest
        .flatMap({ Digest(hex: $0.text) })
    else { throw DomainFault.records }
    parts.board.show(release.id, .running)
    let data = try parts.reporting.read { try ReleaseData(release, $0) }
    let answers = SubjectAnswers(
      parts: parts, data: data, release: release.id, specification: specification,
      template: template, key: subjectKey)
    try products.write(try await answers.index(), as: ProductFiles.subjects, of: release.id)
    let source = Array(data.object.rawValue.utf8)
    try products.write(source, as: ProductFiles.source, of: release.id)
  }
}
