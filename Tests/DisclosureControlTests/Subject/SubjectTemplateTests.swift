// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Foundation
import Testing

@Suite struct SubjectTemplateTests {
  private let granted: [GrantedColumn] = [
    .init(name: "id_number", role: .identifier), .init(name: "phone", role: .identifier),
    .init(name: "age", role: .quasiIdentifier), .init(name: "base", role: .sensitive),
    .init(name: "months", role: .other), .init(name: "status", role: .other),
    .init(name: "remarks", role: .other, isFreeText: true),
  ]

  private let sound = SubjectTemplate(
    lookupKey: "id_number",
    fields: [
      .init(
        name: "age_band", columns: ["age"], derivation: .band(edges: ["18", "35", "60"]),
        necessity: "eligibility"),
      .init(
        name: "paid_a_year", columns: ["months"], derivation: .atLeast("12"),
        necessity: "loan rule"),
      .init(name: "status", columns: ["status"], derivation: .value, necessity: "loan rule"),
      .init(
        name: "has_remarks", columns: ["remarks"], derivation: .isPresent, necessity: "follow-up"),
    ], dailyLimitPerSubject: 3)

  private func reasons(_ change: (inout SubjectTemplate) -> Void) -> [SubjectObjection] {
    var template = sound
    change(&template)
    return template.check(against: granted).objections
  }

  @Test func `a minimal template passes`() {
    #expect(sound.check(against: granted).verdict == .pass)
  }

  @Test func `the lookup key must be a granted identifier`() {
    for key in ["age", "nothing", ""] {
      #expect(
        reasons { $0.lookupKey = key } == [.init("lookupKey", .lookupKeyNotIdentifier)])
    }
  }

  @Test func `no other identifier, ungranted column or free text may leave`() {
    #expect(
      reasons { $0.fields[2].columns = ["phone"] } == [.init("fields[2]", .identifier)])
    #expect(
      reasons { $0.fields[2].columns = ["id_number"] } == [.init("fields[2]", .identifier)])
    #expect(reasons { $0.fields[2].columns = ["salary"] } == [.init("fields[2]", .notGranted)])
    #expect(reasons { $0.fields[2].columns = ["remarks"] } == [.init("fields[2]", .freeText)])
  }

  @Test func `raw values of personal columns and scores go to review`() {
    let raw = reasons { $0.fields[0].derivation = .value }
    #expect(raw == [.init("fields[0]", .rawValueOfPersonalColumn)])
    #expect(raw.map(\.severity) == [.review])
    let score = reasons {
      $0.fields[1].columns = ["months", "base"]
      $0.fields[1].derivation = .score(low: 0, high: 100, step: 5)
    }
    #expect(score == [.init("fields[1]", .scoreNeedsReview)])
    #expect(score.map(\.severity) == [.review])
  }

  @Test func `derivations are bounded`() {
    let bad: [FieldDerivation] = [
      .band(edges: []), .band(edges: ["2", "1"]), .band(edges: ["1", "1.0"]),
      .band(edges: ["x"]), .band(edges: (0...100).map(String.init)), .atLeast("NaN"),
      .isOneOf([]), .isOneOf(["a", "a"]), .isOneOf([""]),
      .isOneOf([String(repeating: "a", count: 201)]),
    ]
    for derivation in bad {
      #expect(
        reasons { $0.fields[1].derivation = derivation }
          == [.init("fields[1]", .malformedDerivation)])
    }
    for (low, high, step) in [(0, 0, 1), (0, 10, 0), (0, 100_000, 1), (5, 1, 1), (0, 10, 11)] {
      let found = reasons {
        $0.fields[1].columns = ["months", "base"]
        $0.fields[1].derivation = .score(low: low, high: high, step: step)
      }
      #expect(found.contains(.init("fields[1]", .malformedDerivation)), "\(low) \(high) \(step)")
    }
  }

  @Test func `a score needs several columns and every other field one`() {
    #expect(
      reasons { $0.fields[1].columns = ["months", "status"] }
        == [.init("fields[1]", .wrongColumnCount)])
    #expect(
      reasons { $0.fields[1].columns = [] } == [.init("fields[1]", .wrongColumnCount)])
    let single = reasons { $0.fields[1].derivation = .score(low: 0, high: 10, step: 1) }
    #expect(single.contains(.init("fields[1]", .wrongColumnCount)))
  }

  @Test func `names, reasons, numbers and limits are bounded`() {
    #expect(reasons { $0.fields[1].name = "STATUS" } == [.init("fields[2]", .duplicateName)])
    #expect(reasons { $0.fields[1].name = "a b" } == [.init("fields[1]", .malformedName)])
    #expect(reasons { $0.fields[1].necessity = "" } == [.init("fields[1]", .necessityMissing)])
    #expect(
      reasons { $0.fields[1].necessity = String(repeating: "x", count: 501) }
        == [.init("fields[1]", .necessityMissing)])
    for limit in [0, 101, -1] {
      #expect(
        reasons { $0.dailyLimitPerSubject = limit }
          == [.init("dailyLimitPerSubject", .limitOutOfRange)])
    }
    #expect(reasons { $0.fields = [] } == [.init("fields", .noFields)])
    let many = reasons { template in
      template.fields = (0..<31).map {
        .init(name: "f\($0)", columns: ["status"], derivation: .value, necessity: "x")
      }
    }
    #expect(many == [.init("fields", .tooManyFields)])
  }

  @Test func `every objection but two is a failure`() {
    let reviews = SubjectObjection.Reason.allCases.filter {
      SubjectObjection("x", $0).severity == .review
    }
    #expect(reviews == [.rawValueOfPersonalColumn, .scoreNeedsReview])
  }

  @Test func `a template survives JSON`() throws {
    let data = try JSONEncoder().encode(sound)
    #expect(try JSONDecoder().decode(SubjectTemplate.self, from: data) == sound)
  }
}
