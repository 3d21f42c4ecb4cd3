// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform

/// The ids and documents of one published product with one developer.
extension MarketPlatform {
  static func id(_ prefix: String, _ number: Int = 1) -> RecordID {
    RecordID.make(prefix: prefix, random: SHA256.hash(Array("\(prefix)\(number)".utf8)).bytes)
  }

  static let secret = "shuyu_0123456789abcdef0123456789abcdef"
  static let content = SHA256.hash(Array("cube".utf8))

  private func text(_ prefix: String, _ number: Int = 1) -> JSON {
    .string(Self.id(prefix, number).rawValue)
  }

  /// Puts a numbered product in place that calls may ask.
  func publish(_ number: Int = 1, kind: ReleaseKind = .query, price: Int64 = 50) throws {
    let digest = JSON.string(Self.content.hex)
    try put(
      Product.self,
      [
        "id": text("PRD", number), "place": .string(place), "operator": text("ORG", 100),
        "agreement": text("AGR"), "release": text("RLS", number), "code": "P\(number)".json,
        "name": "product", "type": "interface", "useClass": "industrial_development",
        "version": 1, "internalNumber": "N-1", "kind": .string(kind.rawValue),
        "contentDigest": digest, "parameters": ["education"], "definedBy": text("ACC"),
        "definedOn": "2026-11-01", "state": "published",
        "prices": [
          ["amount": .int(price), "unit": "call", "from": "2026-11-01"],
          ["amount": .int(price * 2), "unit": "call", "from": "2027-01-01"],
        ], "usage": ["charged": 0, "free": 0, "refused": 0],
      ])
  }

  /// Puts all else in place on which a call of the first product rests.
  func contract(spec: JSON, standing: JSON? = nil) throws {
    try publishRelease(spec: spec, standing: standing)
    try put(
      Agreement.self,
      [
        "id": text("AGR"), "place": .string(place), "case": text("CAS"),
        "application": text("APP"), "operator": text("ORG", 100), "grantor": text("ORG", 101),
        "mode": "whole", "number": "A-1", "digest": .string(Self.content.hex),
        "startsOn": "2026-01-01", "endsOn": "2026-12-31", "termYears": 1, "entries": [],
        "products": [], "draftedBy": text("ACC"), "state": "active", "signatures": [],
        "exit": try JSON(encoding: ExitRecord()), "isPublic": "yes",
      ])
    try put(
      ScenarioContract.self,
      [
        "id": text("SCT"), "place": .string(place), "operator": text("ORG", 100),
        "developer": text("ORG"), "product": text("PRD"), "agreement": text("AGR"),
        "digest": .string(Self.content.hex), "signedOn": "2026-11-01", "state": "filed",
      ])
    try put(
      Subscription.self,
      [
        "id": text("SUB"), "place": .string(place), "product": text("PRD"),
        "developer": text("ORG"), "operator": text("ORG", 100), "contract": text("SCT"),
        "agreement": text("AGR"), "since": "2026-11-01", "state": "active",
      ])
    try put(
      APIKey.self,
      [
        "id": text("KEY"), "place": .string(place), "subscription": text("SUB"),
        "developer": text("ORG"), "agreement": text("AGR"),
        "digest": .string(SHA256.hash(Array(Self.secret.utf8)).hex), "prefixShown": "shuyu_0123",
        "issuedOn": "2026-11-01", "state": "active",
      ])
  }

  private func publishRelease(spec: JSON, standing: JSON?) throws {
    var release: [String: JSON] = [
      "id": text("RLS"), "place": .string(place), "kind": "query", "operator": text("ORG", 100),
      "agreement": text("AGR"), "scenario": text("SCN"), "resources": [], "spec": spec,
      "checkersNeeded": 2, "requestedBy": text("ACC"), "requestedOn": "2026-11-01",
      "state": "released", "votesCast": 2,
      "evaluation": [
        "verdict": "pass", "cells": 4, "unsafeCells": 0, "withheld": 0, "findings": [],
        "evidenceObject": text("OBJ"), "contentObject": text("OBJ"),
        "contentDigest": .string(Self.content.hex), "contentBytes": 10,
      ],
    ]
    release["standing"] = standing
    try put(Release.self, .object(release))
  }

  /// The key under which codes of subjects are hidden.
  static func subjects() throws -> SubjectMarker {
    guard let subjects = SubjectMarker(key: [UInt8](repeating: 3, count: 32)) else { throw Lost() }
    return subjects
  }

  /// A valid authorisation of a subject.
  func authorise(_ code: String, number: Int = 1) throws {
    let mark = try Self.subjects().mark(of: code, .enterprise)
    try put(
      Consent.self,
      [
        "id": text("CON", number), "place": .string(place), "product": text("PRD"),
        "operator": text("ORG", 100), "grantedTo": text("ORG"), "subjectKind": "enterprise",
        "subjectDigest": .string(mark?.digest.text ?? ""), "from": "2026-11-01",
        "until": "2026-11-30", "evidenceDigest": .string(Self.content.hex),
        "grantedBy": text("ACC"), "grantedOn": "2026-11-01", "state": "active",
      ])
  }
}

extension String {
  fileprivate var json: JSON { .string(self) }
}
