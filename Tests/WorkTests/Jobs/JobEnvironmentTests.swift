// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing
import Work

extension WorkTests {
  @Suite struct JobEnvironmentTests {
    static let count = [
      DeclaredOutput(name: "n", query: "SELECT count(*) AS n FROM power", format: .csv)
    ]

    /// Puts a queued job into development.
    static func develop(_ fixture: WorkFixture, _ id: RecordID) throws {
      let job = try fixture.platform.find(Job.self, id)
      guard case .object(var members) = try JSON(encoding: job) else { return }
      members["environment"] = "development"
      try fixture.put(Job.self, .object(members))
    }

    /// Asks for a sample of five rows and lets it be made.
    static func sample(_ fixture: WorkFixture) async throws {
      let wanted: JSON = [
        "rowsWanted": 5, "requestedBy": .string(WorkFixture.account.rawValue),
      ]
      let sample = try wanted.decode(GrantSample.self)
      try fixture.changeGrant { grant in
        grant.sampleState = .requested
        grant.sample = sample
      }
      try await fixture.grants().round()
    }

    @Test func `development runs over the signed sample and never over the grant`() async throws {
      try await JobTests.with { fixture in
        try await Self.sample(fixture)
        try fixture.changeGrant { $0.sampleState = .signed }
        let id = try fixture.makeJob("dev", source: "", outputs: Self.count)
        try Self.develop(fixture, id)
        try await JobWorker(parts: fixture.parts).round()
        let job = try fixture.platform.find(Job.self, id)
        #expect(job.state == .succeeded, "\(fixture.platform.reports)")
        let output = try fixture.platform.find(JobOutput.self, try #require(job.outputs.first))
        #expect(output.environment == .development)
        #expect(
          String(decoding: try fixture.content(output.vaultObject), as: UTF8.self) == "n\n5\n")
      }
    }

    @Test func `development waits for the signature on the sample's risk`() async throws {
      try await JobTests.with { fixture in
        try await Self.sample(fixture)
        let id = try fixture.makeJob("dev", source: "", outputs: Self.count)
        try Self.develop(fixture, id)
        try await JobWorker(parts: fixture.parts).round()
        #expect(try fixture.platform.find(Job.self, id).failureClass == "sample.signed")
      }
    }

    @Test func `a program that was changed after it was registered does not run`() async throws {
      try await JobTests.with { fixture in
        let id = try fixture.makeJob("one", source: "", outputs: Self.count)
        var program = try fixture.platform.find(Program.self, WorkFixture.program)
        program.source = "SELECT 2;"
        try fixture.platform.put(program)
        try await JobWorker(parts: fixture.parts).round()
        #expect(try fixture.platform.find(Job.self, id).failureClass == "job.program")
      }
    }

    @Test func `a python program that fails tells a class and a line`() async throws {
      try await JobTests.with { fixture in
        let source = "import duckdb\nsecret = '区1'\nraise KeyError(secret)\n"
        let id = try fixture.makeJob(
          "bad", .python, source: source,
          outputs: [DeclaredOutput(name: "n", query: nil, format: .csv)])
        try await JobWorker(parts: fixture.parts).round()
        let job = try fixture.platform.find(Job.self, id)
        #expect(job.state == .failed)
        #expect(job.failureLine == 3)
        #expect(try !JSON(encoding: job).canonicalText.contains("区"))
      }
    }

    @Test func `only the outputs that a job keeps are kept`() async throws {
      try await JobTests.with { fixture in
        let other = DeclaredOutput(name: "other", query: "SELECT 1 AS a", format: .parquet)
        let id = try fixture.makeJob("two", source: "", outputs: Self.count + [other])
        let job = try fixture.platform.find(Job.self, id)
        guard case .object(var members) = try JSON(encoding: job) else { return }
        members["outputNames"] = ["other"]
        try fixture.put(Job.self, .object(members))
        let before = try fixture.objects().count
        try await JobWorker(parts: fixture.parts).round()
        let done = try fixture.platform.find(Job.self, id)
        #expect(done.state == .succeeded)
        #expect(done.outputs.count == 1)
        #expect(try fixture.objects().count == before + 1)
        let output = try fixture.platform.find(JobOutput.self, done.outputs[0])
        #expect(output.name == "other")
        #expect(output.format == .parquet)
      }
    }
  }
}
