// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing
import Work

/// Reading what stays in the domain.
@Suite struct ConfinedDocumentTests {
  /// A version of data with a value profile, and its documents as they are served on a day.
  private struct Case {
    let fixture: WorkFixture
    let version: RecordID
    let unit: Actor

    init(_ fixture: WorkFixture) throws {
      self.fixture = fixture
      version = WorkFixture.id("DSV", "version")
      unit = Actor(
        account: WorkFixture.account, organisation: WorkFixture.unit, place: "ezhou",
        capacities: [.sourceUnit])
      let profile = try fixture.upload("profile", Array("values".utf8))
      try fixture.put(
        DatasetVersion.self,
        [
          "id": .string(version.rawValue), "place": "ezhou",
          "resource": .string(WorkFixture.resource.rawValue),
          "sourceUnit": .string(WorkFixture.unit.rawValue), "number": 1, "rows": 1, "bytes": 1,
          "batch": .string(WorkFixture.id("BAT", "b").rawValue), "state": "active",
          "vaultObject": .string(profile.rawValue),
          "digest": .string(String(repeating: "0", count: 64)),
          "profileObject": .string(profile.rawValue), "sheet": [:], "readers": [],
        ])
    }

    func documents(on day: Day, as actor: Actor) -> ConfinedDocuments {
      let platform = fixture.platform
      return ConfinedDocuments(
        reporting: platform, vault: fixture.vault, today: { day },
        submit: { try platform.run($0.name, $0.input, as: actor) })
    }

    func read(
      _ document: ConfinedDocument, as actor: Actor, on day: Day? = nil
    ) async throws -> String? {
      let day = day ?? WorkFixture.now.day(in: .china)
      switch try await documents(on: day, as: actor).read(document, of: version, for: actor) {
      case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
      case .answer: return nil
      }
    }
  }

  @Test func `the first reading of a day is an entry and others are folded into it`() async throws {
    try await WorkFixture.with { fixture in
      let one = try Case(fixture)
      for _ in 0..<3 { #expect(try await one.read(.profile, as: one.unit) == "values") }
      #expect(fixture.platform.reports == ["document.open allowed"])
      let tomorrow = WorkFixture.now.day(in: .china).adding(days: 1)
      let next = try await one.read(.profile, as: one.unit, on: tomorrow)
      #expect(next == "values")
      #expect(fixture.platform.reports.count == 2)
      let colleague = Actor(
        account: WorkFixture.id("ACC", "colleague"), organisation: WorkFixture.unit,
        place: "ezhou", capacities: [.sourceUnit])
      let theirs = try await one.read(.profile, as: colleague)
      #expect(theirs == "values")
      #expect(fixture.platform.reports.count == 3)
      let readings = try fixture.platform.read { try $0.all(DocumentReading.self) }
      #expect(Set(readings.map(\.account)) == [one.unit.account, colleague.account])
      #expect(readings.allSatisfy { $0.subject == one.version && $0.document == .profile })
    }
  }

  @Test func `what is not for the reader is refused, recorded and gives no bytes`() async throws {
    try await WorkFixture.with { fixture in
      let one = try Case(fixture)
      let other = Actor(
        account: WorkFixture.id("ACC", "other"), organisation: WorkFixture.id("ORG", "other"),
        place: "ezhou", capacities: [.sourceUnit])
      let foreign = try await one.read(.profile, as: other)
      #expect(foreign == nil)
      let missing = try await one.read(.badRows, as: one.unit)
      #expect(missing == nil)
      #expect(
        fixture.platform.reports == [
          "document.open refused document.unknown", "document.open refused document.unknown",
        ])
    }
  }

  @Test func `who lost the right since the first reading reads no more`() async throws {
    try await WorkFixture.with { fixture in
      let one = try Case(fixture)
      let first = try await one.read(.profile, as: one.unit)
      #expect(first == "values")
      let stranger = Actor(
        account: one.unit.account, organisation: WorkFixture.id("ORG", "new"), place: "ezhou",
        capacities: [.sourceUnit])
      let later = try await one.read(.profile, as: stranger)
      #expect(later == nil)
    }
  }
}
