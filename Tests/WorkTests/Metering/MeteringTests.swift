// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Gateway
import Platform
import Testing
import Work

@Suite struct MeteringTests {
  private let start = Instant(milliseconds: 1_795_230_000_000)

  private func record(
    _ number: Int, product: Int = 1, developer: Int = 1, outcome: UsageOutcome = .answered,
    price: Int64 = 50, day: Int = 0
  ) -> UsageRecord {
    UsageRecord(
      id: MarketPlatform.id("USG", number),
      at: start.adding(milliseconds: Int64(day) * 86_400_000 + Int64(number)),
      holder: KeyHolder(
        key: MarketPlatform.id("KEY", developer), subscription: MarketPlatform.id("SUB", developer),
        product: MarketPlatform.id("PRD", product), version: 1,
        developer: MarketPlatform.id("ORG", developer), place: "ezhou"),
      outcome: outcome, price: Money(fen: price), parameters: SHA256.hash([1]), request: nil)
  }

  /// A market with two products, a journal in a folder of its own, and what works on them.
  private struct Fixture {
    let platform: MarketPlatform
    let journal: UsageJournal
    let anchor: UsageAnchor
    let maker: StatementMaker
    let folder: URL
  }

  private func with(_ body: (Fixture) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-metering-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let platform = try MarketPlatform(now: start.adding(milliseconds: 10 * 86_400_000))
    try platform.publish(1)
    try platform.publish(2, price: 80)
    let journal = try UsageJournal(
      root: folder.path, edge: "edge-1", places: ["ezhou"],
      bounds: UsageSegmentBounds(bytesMax: 4_096, ageMaxMilliseconds: 3_600_000, pairsMax: 50))
    try await body(
      Fixture(
        platform: platform, journal: journal,
        anchor: UsageAnchor(journal: journal, reporting: platform),
        maker: StatementMaker(folder: journal.folder, reporting: platform), folder: folder))
  }

  private func segments(_ platform: MarketPlatform) throws -> [UsageSegment] {
    try platform.read { try $0.list(UsageSegment.self, [], limit: 1_000) }
      .sorted { $0.sequence < $1.sequence }
  }

  @Test func `closed segments are anchored in order, once, with counts that add up`() async throws {
    try await with { fixture in
      for number in 0..<30 {
        try await fixture.journal.append(record(number, developer: 1 + number % 2), place: "ezhou")
      }
      let due = start.adding(milliseconds: 3_600_100)
      let count = try await fixture.anchor.run(at: due)
      #expect(count > 1)
      #expect(try await fixture.anchor.run(at: due) == 0)
      let segments = try segments(fixture.platform)
      #expect(segments.map(\.sequence) == Array(1...count))
      #expect(segments.map(\.records).reduce(0, +) == 30)
      let product = try #require(
        try fixture.platform.read { try $0.find(Product.self, MarketPlatform.id("PRD")) })
      #expect(product.usage == UsageFigures(charged: 30, free: 0, refused: 0))
    }
  }

  @Test func `an anchor whose answer was lost is not made twice`() async throws {
    try await with { fixture in
      try await fixture.journal.append(record(1), place: "ezhou")
      fixture.platform.loseNextAnswer()
      await #expect(throws: MarketPlatform.Lost.self) {
        try await fixture.anchor.run(at: start, always: true)
      }
      #expect(try await fixture.anchor.run(at: start, always: true) == 0)
      #expect(try segments(fixture.platform).count == 1)
    }
  }

  @Test func `a segment of a product that nobody knows is refused aloud`() async throws {
    try await with { fixture in
      try await fixture.journal.append(record(1, product: 9), place: "ezhou")
      await #expect(throws: MeteringError.self) {
        try await fixture.anchor.run(at: start, always: true)
      }
    }
  }

  @Test(arguments: [UInt64(11), 12, 13])
  func `a statement is what a plain count of the records says, and opens down to them`(
    _ seed: UInt64
  ) async throws {
    let random = SeededRandom(seed: seed)
    try await with { fixture in
      var all: [UsageRecord] = []
      let outcomes: [UsageOutcome] = [
        .answered, .answered, .withheld, .outsideDomain, .refused(code: "rate.exceeded"),
      ]
      for number in 0..<120 {
        let bytes = random.bytes(3)
        let product = 1 + Int(bytes[0]) % 2
        let record = record(
          number, product: product, developer: 1 + Int(bytes[1]) % 3,
          outcome: outcomes[Int(bytes[2]) % outcomes.count], price: product == 1 ? 50 : 80,
          day: number / 40)
        all.append(record)
        try await fixture.journal.append(record, place: "ezhou")
      }
      try await fixture.anchor.run(at: start, always: true)
      let first = start.day(in: .china)
      let last = first.adding(days: 1)
      let wanted = all.filter { $0.at.day(in: .china) <= last }
      let issued = try await fixture.maker.issue(place: "ezhou", from: first, until: last)
      let statements = try fixture.platform.read {
        try $0.list(Statement.self, [], limit: 100)
      }
      #expect(statements.count == issued)
      var opened = 0
      for statement in statements {
        let own = wanted.filter {
          $0.product == statement.product && $0.developer == statement.developer
        }
        #expect(statement.figures.charged == own.filter(\.charged).count, "seed \(seed)")
        #expect(statement.figures.free == own.filter { $0.outcome == .withheld }.count)
        #expect(statement.figures.records == own.count)
        #expect(statement.amount.fen == own.reduce(0) { $0 + $1.price.fen })
        #expect(try fixture.maker.verify(statement))
        var records: [UsageRecord] = []
        try fixture.maker.records(of: statement) { records.append($0) }
        #expect(records == own)
        opened += records.count
      }
      #expect(opened == wanted.count)
      #expect(try await fixture.maker.issue(place: "ezhou", from: first, until: last) == issued)
      #expect(
        try fixture.platform.read { try $0.count(Statement.self, []) } == issued, "seed \(seed)")
    }
  }

  @Test func `nothing is stated while records of the period are not anchored`() async throws {
    try await with { fixture in
      let day = start.day(in: .china)
      try await fixture.journal.append(record(1), place: "ezhou")
      #expect(throws: MeteringError.notAnchored(edge: "edge-1", sequence: 1)) {
        _ = try fixture.maker.drafts(place: "ezhou", from: day, until: day)
      }
      try await fixture.journal.closeSegments(at: start, always: true)
      #expect(throws: MeteringError.notAnchored(edge: "edge-1", sequence: 1)) {
        _ = try fixture.maker.drafts(place: "ezhou", from: day, until: day)
      }
      #expect(
        try fixture.maker.drafts(
          place: "ezhou", from: day.adding(days: -9), until: day.adding(days: -1)) == [])
      try await fixture.anchor.run(at: start)
      #expect(try fixture.maker.drafts(place: "ezhou", from: day, until: day).count == 1)
    }
  }

  @Test func `a changed file, and a statement that says more, are found`() async throws {
    try await with { fixture in
      let day = start.day(in: .china)
      for number in 0..<3 { try await fixture.journal.append(record(number), place: "ezhou") }
      try await fixture.anchor.run(at: start, always: true)
      try await fixture.maker.issue(place: "ezhou", from: day, until: day)
      let statement = try #require(
        try fixture.platform.read { try $0.list(Statement.self, [], limit: 1) }.first)
      #expect(try fixture.maker.verify(statement))
      guard case .object(var members) = try JSON(encoding: statement) else { return }
      members["figures"] = ["charged": 4, "free": 0, "refused": 0]
      #expect(try !fixture.maker.verify(JSON.object(members).decode(Statement.self)))
      let file = fixture.folder.appending(path: "ezhou/edge-1-00000001.jsonl")
      let other = fixture.folder.appending(path: "other").path
      let forged = try UsageSegmentWriter(folder: other, edge: "edge-1", place: "ezhou")
      try await forged.append(record(7))
      try await forged.stop(at: start)
      try Data(contentsOf: URL(filePath: other).appending(path: "edge-1-00000001.jsonl"))
        .write(to: file)
      #expect(throws: MeteringError.differs(edge: "edge-1", sequence: 1)) {
        _ = try fixture.maker.verify(statement)
      }
      try Data(try Data(contentsOf: file).dropLast(9)).write(to: file)
      #expect(throws: UsageError.open(sequence: 1)) { _ = try fixture.maker.verify(statement) }
    }
  }

  /// An interim statement of the first product and developer that waits.
  private func wait(_ fixture: Fixture, from: Day, until: Day) throws -> InterimStatement {
    let id = MarketPlatform.id("STI")
    try fixture.platform.put(
      InterimStatement.self,
      [
        "id": .string(id.rawValue), "place": "ezhou",
        "subscription": .string(MarketPlatform.id("SUB").rawValue),
        "product": .string(MarketPlatform.id("PRD").rawValue),
        "developer": .string(MarketPlatform.id("ORG").rawValue),
        "operator": .string(MarketPlatform.id("ORG", 100).rawValue),
        "from": .string(from.description), "until": .string(until.description),
        "askedBy": .string(MarketPlatform.id("ACC").rawValue), "state": "waiting",
      ])
    return try #require(try fixture.platform.read { try $0.find(InterimStatement.self, id) })
  }

  @Test func `an interim statement is what the anchored records come to so far, once`()
    async throws
  {
    try await with { fixture in
      let day = start.day(in: .china)
      let waiting = try wait(fixture, from: day, until: day.adding(days: 10))
      let id = waiting.id
      var own: [UsageRecord] = []
      for number in 0..<30 {
        let record = record(
          number, product: 1 + number % 2, developer: 1 + number % 3,
          outcome: number % 5 == 0 ? .refused(code: "rate.exceeded") : .answered,
          price: number % 2 == 0 ? 50 : 80)
        if record.product == MarketPlatform.id("PRD"), record.developer == MarketPlatform.id("ORG")
        {
          own.append(record)
        }
        try await fixture.journal.append(record, place: "ezhou")
      }
      try await fixture.anchor.run(at: start, always: true)
      // A call that is not anchored yet does not keep it from being made.
      try await fixture.journal.append(record(31), place: "ezhou")
      fixture.platform.loseNextAnswer()
      await #expect(throws: MarketPlatform.Lost.self) { try await fixture.maker.make(waiting) }
      try await fixture.maker.make(waiting)
      let made = try #require(
        try fixture.platform.read { try $0.find(InterimStatement.self, id) })
      #expect(made.state == .made)
      #expect(made.figures?.charged == own.filter(\.charged).count)
      #expect(made.figures?.records == own.count)
      #expect(made.amount?.fen == own.reduce(0) { $0 + $1.price.fen })
      let text = own.map { $0.canonicalText + "\n" }.joined()
      #expect(made.digest?.text == SHA256.hash(Array(text.utf8)).hex)
      #expect(try fixture.platform.read { try $0.count(Statement.self, []) } == 0)
    }
  }

  @Test func `an interim statement without calls says so`() async throws {
    try await with { fixture in
      let day = start.day(in: .china)
      let interim = try wait(fixture, from: day, until: day)
      try await fixture.maker.make(interim)
      let made = try #require(
        try fixture.platform.read { try $0.find(InterimStatement.self, interim.id) })
      #expect(made.figures == UsageFigures.none && made.amount == .zero && made.lines == [])
    }
  }
}
