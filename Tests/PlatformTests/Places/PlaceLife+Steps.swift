// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation
import Testing

extension PlaceLife {
  /// A plan that answers what the place asks.
  func plan(_ changes: [String: JSON] = [:]) throws -> JSON {
    let principles = (platform.profile.supply.principles.value ?? []).map { ($0.id, JSON("遵守")) }
    var plan: [String: JSON] = [
      "title": "企业用电统计", "purpose": "服务产业分析", "productForm": .string(script.type),
      "principles": .object(Dictionary(principles, uniquingKeysWith: { $1 })),
      "demand": [
        [
          "entry": entry.json, "columns": ["uscc", "district", "kwh"], "purpose": "统计",
          "identifierPurpose": "计数去重", "consentWay": "anonymised",
        ]
      ],
    ]
    plan["field"] = script.field.map { .string($0) }
    return .object(plan.merging(changes) { $1 })
  }

  func tryPropose(_ changes: [String: JSON] = [:]) throws -> Outcome {
    try run(
      "scenario.propose",
      ["agreement": agreement.json, "plan": try plan(changes), "responsiblePerson": "张三"], .owner)
  }

  func nameField() throws {
    guard let field = script.field else { return }
    try must(
      "organisation.nameFields",
      ["organisation": try person(.authority).organisation.json, "fields": [.string(field)]],
      .bureau)
  }

  func propose() throws {
    try nameField()
    let outcome = try tryPropose()
    guard let id = outcome.id else { throw UnexpectedOutcome("scenario.propose", outcome) }
    scenario = id
  }

  func vote(_ gate: String, _ role: Role, _ changes: [String: JSON] = [:]) throws -> Outcome {
    let gates = platform.profile.supply.gates.value ?? []
    let aspects = gates.first { $0.id == gate }?.aspects ?? []
    let findings = aspects.map { ($0.id, JSON("符合")) }
    let input: [String: JSON] = [
      "scenario": try made(scenario), "gate": .string(gate), "conclusion": "approved",
      "findings": .object(Dictionary(findings, uniquingKeysWith: { $1 })),
    ]
    return try run("scenario.review", .object(input.merging(changes) { $1 }), role)
  }

  /// The scenario, approved by all whom the place asks.
  func approve() throws {
    try propose()
    for (gate, role) in script.votes {
      let outcome = try vote(gate, role)
      guard outcome.isAllowed else { throw UnexpectedOutcome("vote at \(gate)", outcome) }
    }
  }

  func delivery() throws -> JSON {
    [
      "scenario": try made(scenario), "resource": resource.json,
      "manifest": [
        "mode": "full", "columns": ["uscc", "district", "kwh"], "encoding": "utf8",
        "delimiter": "comma", "rows": 1_000, "bytes": 52_000, "digest": digest("file"),
      ],
      "upload": MarketCase.id("UPL", "upload").json, "route": "cityPlatform",
    ]
  }

  /// The data delivered, attested by their unit and taken in.
  func supply() throws {
    try approve()
    try handIn(.delivery, .unit, by: .sourceUnit)
    let batch = try must("batch.deliver", try delivery(), .owner)
    try must("batch.attest", ["batch": batch.json, "digest": digest("file")], .unit)
    try platform.mustRun("batch.started", ["batch": batch.json], as: platform.system)
    try platform.mustRun(
      "batch.accepted",
      [
        "batch": batch.json, "rowsGood": 1_000, "rowsBad": 0,
        "version": [
          "base": .null, "rows": 1_000, "bytes": 40_000,
          "vaultObject": MarketCase.id("VLT", "data").json, "digest": digest("stored"),
          "sheet": ["columns": 3], "profileObject": MarketCase.id("VLT", "profile").json,
          "badRowsObject": MarketCase.id("VLT", "bad").json,
        ],
      ], as: platform.system)
  }

  /// The grant, asked for.
  func requested() throws {
    try supply()
    grant = try must(
      "grant.request",
      [
        "scenario": try made(scenario), "resource": resource.json, "tableName": "power",
        "purpose": "analysis",
        "columns": [
          ["name": "uscc", "mask": "pseudonym"], ["name": "district", "mask": "none"],
          ["name": "kwh", "mask": "none"],
        ],
      ], .owner)
  }

  /// The grant, written.
  func granted() throws {
    try requested()
    guard let id = grant else { throw FakeError.stepMissing }
    try must("grant.approve", ["grant": id.json], .bureau)
    try platform.mustRun("grant.started", ["grant": id.json], as: platform.system)
    let record = try record(Grant.self, id)
    let version = try #require(try DatasetVersion.active(of: resource, platform.records))
    try platform.mustRun(
      "grant.materialised",
      [
        "grant": id.json, "datasetVersion": version.id.json,
        "vaultObject": MarketCase.id("VLT", "grant").json, "rows": 1_000,
        "policyDigest": .string(record.policyDigest.hex),
        "consentEpoch": .int(Int64(record.consentEpoch)),
      ], as: platform.system)
  }

  /// The owner's person, admitted to the domain where the place asks for it.
  func admitted() throws {
    guard let procedure = DomainEntry.procedure(platform.profile) else { return }
    let owner = try person(.owner)
    let id = try must("admission.open", ["account": owner.account.json], .owner)
    for step in procedure.steps {
      let items = Dictionary(step.materials.map { ($0.id, JSON.string("有")) }) { $1 }
      try must(
        "admission.record",
        [
          "admission": id.json, "step": .string(step.id), "conclusion": "approved",
          "digest": MarketCase.hash(step.id), "items": .object(items), "until": "2030-12-31",
        ], step.by.contains(.dataAuthority) ? .bureau : .owner)
    }
  }

  /// A table that passed its checkers and is out.
  func released() throws -> RecordID {
    try admitted()
    try granted()
    let id = try must(
      "egress.request",
      [
        "kind": "query", "grant": try made(grant), "spec": ["tabulation": MarketCase.tabulation],
        "context": "供公众查询各区用电", "controls": "仅按区汇总",
      ], .owner)
    let resources = try record(Release.self, id).resources
    let memory = try DisclosureMemory.version(of: resources, platform.records)
    try platform.mustRun(
      "egress.evaluated",
      [
        "release": id.json, "verdict": "fail", "cells": 20, "unsafeCells": 2, "withheld": 4,
        "findings": [["rule": "minimum-contributors", "count": 2]],
        "evidenceObject": MarketCase.id("OBJ", "evidence").json,
        "contentObject": MarketCase.id("OBJ", "content").json,
        "contentDigest": MarketCase.hash("content"), "contentBytes": 512,
        "memory": .int(Int64(memory)),
      ], as: platform.system)
    for checker in checkers {
      try platform.mustRun("egress.vote", ["release": id.json, "choice": "approve"], as: checker)
    }
    try platform.mustRun(
      "egress.release", ["release": id.json, "digest": MarketCase.hash("content")],
      as: platform.system)
    return id
  }
}
