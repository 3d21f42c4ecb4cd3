// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing
import Vault
import Work

extension WorkTests {
  @Suite struct DisposalTests {
    /// An evaluated table, and the objects that the vault held before it was asked for.
    static func evaluated(
      _ body: (WorkFixture, RecordID, Set<String>) async throws -> Void
    ) async throws {
      try await ReleaseTests.with { fixture in
        let before = Set(try fixture.objects())
        let id = try fixture.makeRelease("table", .tabulation, ReleaseTests.table())
        try await fixture.releases().round()
        #expect(try fixture.platform.find(Release.self, id).state == .reviewing)
        try await body(fixture, id, before)
      }
    }

    static func end(
      _ fixture: WorkFixture, _ id: RecordID, as state: Release.State = .withdrawn
    ) throws {
      var release = try fixture.platform.find(Release.self, id)
      release.end(as: state)
      try fixture.platform.put(release)
    }

    static func round(_ fixture: WorkFixture) async throws {
      try await EndingTests.worker(fixture).round()
    }

    static func reports(_ fixture: WorkFixture) -> [String] {
      fixture.platform.reports.filter { $0.hasPrefix("egress.contentDestroyed") }
    }

    @Test(arguments: Release.State.allCases.filter(\.isEndedInside))
    func `evidence and content of what did not leave go`(state: Release.State) async throws {
      try await Self.evaluated { fixture, id, before in
        let objects = try fixture.platform.find(Release.self, id).recordedObjects
        #expect(objects.count == 2)
        try await Self.round(fixture)
        for object in objects { #expect(try !fixture.content(object).isEmpty) }
        try Self.end(fixture, id, as: state)
        try await Self.round(fixture)
        for object in objects {
          #expect(throws: VaultError.self) { try fixture.content(object) }
        }
        let gone = try fixture.platform.find(Release.self, id)
        #expect(gone.disposal == .done && gone.certificate != nil && gone.state == state)
        #expect(Set(try fixture.objects()) == before)
        try await Self.round(fixture)
        #expect(Self.reports(fixture) == ["egress.contentDestroyed allowed"])
      }
    }

    @Test func `a destruction whose report was lost is certified by the same certificate`()
      async throws
    {
      try await Self.evaluated { fixture, id, before in
        let objects = try fixture.platform.find(Release.self, id).recordedObjects
        try Self.end(fixture, id)
        // Killed after the first object.
        let first = try fixture.vault.destroy(objects[0].vaultID(), at: WorkFixture.now)
        fixture.platform.lose("egress.contentDestroyed")
        try await Self.round(fixture)
        #expect(try fixture.platform.find(Release.self, id).disposal == .due)
        #expect(Set(try fixture.objects()) == before)
        fixture.platform.lose("egress.contentDestroyed", .answerLost)
        try await Self.round(fixture)
        let gone = try fixture.platform.find(Release.self, id)
        #expect(gone.disposal == .done)
        #expect(try fixture.vault.certificate(objects[0].vaultID()) == first)
        try await Self.round(fixture)
        #expect(Self.reports(fixture) == ["egress.contentDestroyed allowed"])
        #expect(try fixture.platform.find(Release.self, id).certificate == gone.certificate)
      }
    }

    @Test func `what an interrupted evaluation left goes too, though no record names it`()
      async throws
    {
      try await ReleaseTests.with { fixture in
        let before = Set(try fixture.objects())
        let id = try fixture.makeRelease("table", .tabulation, ReleaseTests.table())
        fixture.platform.lose("egress.evaluated")
        try await fixture.releases().round()
        #expect(try fixture.platform.find(Release.self, id).evaluation == nil)
        #expect(Set(try fixture.objects()).subtracting(before).count == 2)
        try Self.end(fixture, id)
        try await Self.round(fixture)
        #expect(Set(try fixture.objects()) == before)
        #expect(try fixture.platform.find(Release.self, id).disposal == .done)
      }
    }

    @Test func `an evaluation done anew leaves nothing of the interrupted one`() async throws {
      try await ReleaseTests.with { fixture in
        let before = Set(try fixture.objects())
        let id = try fixture.makeRelease("table", .tabulation, ReleaseTests.table())
        fixture.platform.lose("egress.evaluated")
        try await fixture.releases().round()
        let left = Set(try fixture.objects()).subtracting(before)
        try await fixture.releases().round()
        let release = try fixture.platform.find(Release.self, id)
        #expect(release.state == .reviewing)
        let now = Set(try fixture.objects()).subtracting(before)
        #expect(now == Set(release.recordedObjects.map(\.rawValue)))
        #expect(now.isDisjoint(with: left))
      }
    }

    @Test func `what a renewed evaluation replaced goes, and nothing else`() async throws {
      try await Self.evaluated { fixture, id, _ in
        let first = try fixture.platform.find(Release.self, id).recordedObjects
        var resource = try fixture.platform.find(Resource.self, WorkFixture.resource)
        resource.tablesOut = 1
        try fixture.platform.put(resource)
        try await fixture.releases().round()
        let renewed = try fixture.platform.find(Release.self, id)
        #expect(renewed.state == .reviewing && renewed.evaluation?.memory == 1)
        #expect(renewed.replaced == first && renewed.disposal == .due)
        fixture.platform.lose("egress.contentDestroyed")
        try await Self.round(fixture)
        try await Self.round(fixture)
        let release = try fixture.platform.find(Release.self, id)
        #expect(release.disposal == .done && release.replaced == nil)
        for object in first {
          #expect(throws: VaultError.self) { try fixture.content(object) }
        }
        for object in release.recordedObjects { #expect(try !fixture.content(object).isEmpty) }
      }
    }

    @Test func `nothing is reported destroyed while an evaluation still writes`() async throws {
      try await Self.evaluated { fixture, id, _ in
        try Self.end(fixture, id)
        fixture.parts.board.hold(id)
        try await Self.round(fixture)
        #expect(try fixture.platform.find(Release.self, id).disposal == .due)
        fixture.parts.board.free(id)
        try await Self.round(fixture)
        #expect(try fixture.platform.find(Release.self, id).disposal == .done)
      }
    }

    /// Sets the last day of a release.
    static func limit(_ fixture: WorkFixture, _ id: RecordID, _ day: String) throws {
      let release = try JSON(encoding: fixture.platform.find(Release.self, id))
      guard case .object(var members) = release else { return }
      members["standing"] = ["callsPerDay": 5, "expiresOn": .string(day)]
      try fixture.put(Release.self, .object(members))
    }

    @Test func `an approved request past its last day lapses, and its content goes`() async throws {
      try await Self.evaluated { fixture, id, before in
        try Self.limit(fixture, id, "2026-03-01")
        try fixture.approve(id)
        fixture.platform.lose("egress.lapse")
        try await Self.round(fixture)
        #expect(try fixture.platform.find(Release.self, id).state == .approved)
        try await Self.round(fixture)
        let lapsed = try fixture.platform.find(Release.self, id)
        #expect(lapsed.state == .lapsed && lapsed.disposal == .done)
        #expect(Set(try fixture.objects()) == before)
      }
    }

    @Test(arguments: [ReleaseKind.subject, .query])
    func `a standing release past its last day has no files any more`(kind: ReleaseKind)
      async throws
    {
      let isSubject = kind == .subject
      try await ReleaseTests.with(purpose: isSubject ? .subjectService : .analysis) { fixture in
        let id =
          isSubject
          ? try fixture.makeRelease("subject", .subject, ReleaseSpec(ReleaseTests.template))
          : try fixture.makeRelease("query", .query, ReleaseTests.table())
        try await fixture.releases().round()
        try fixture.approve(id)
        try await fixture.releases().round()
        #expect(try fixture.products().releases() == [id])
        try Self.limit(fixture, id, "2026-03-01")
        try await Self.round(fixture)
        #expect(try fixture.products().releases().isEmpty)
        try await fixture.releases().round()
        #expect(try fixture.products().releases().isEmpty)
        guard !isSubject else { return }
        // What was out stays in the memory of what was out.
        let release = try fixture.platform.find(Release.self, id)
        let content = try #require(release.evaluation?.contentObject)
        #expect(try !fixture.content(content).isEmpty)
      }
    }
  }
}
