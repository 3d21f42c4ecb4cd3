// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import FoundationNetworking
import Platform
import Regulation
import Scenarios

extension LifePlay {
  /// How often what the platform does by itself is looked for, ten times a second.
  private static let looksMax = 1_200

  /// Performs a step; throws when it does not come as written.
  mutating func perform(_ step: ScenarioStep, _ record: inout LifeRecord) async throws {
    if let day = step.on { try await move(to: day) }
    let form = step.form.flatMap { chain.forms[$0] } ?? [:]
    let template = JSON.object(form.merging(step.input) { $1 })
    try await putUp(ScenarioValues.papers(in: template), by: step.by)
    let input = try values.filled(template).object?.filter { $0.value != .null } ?? [:]
    switch step.kind {
    case .act(let name): try await act(name, step, input, &record)
    case .read(let plural): try await read(plural, step, input)
    case .upload(let name): try keep(step, try await upload(name, by: step.by))
    case .package(let id): try keep(step, try await package(try text(id), by: step.by))
    case .page(let path): try await page(path, step, input)
    case .product(let id): try await call(try text(id), step, input, &record)
    case .call: throw TourFailure("a life calls a product by `product`")
    }
  }

  /// Keeps what a step saves, and compares what it expects.
  mutating func keep(_ step: ScenarioStep, _ found: JSON) throws {
    for (name, path) in step.save {
      guard let value = ScenarioValues.member(of: found, path), value != .null else {
        throw TourFailure("there is no `\(path)` to save in \(found.canonicalText.prefix(400))")
      }
      values.named[name] = value
    }
    guard case .values(let expected) = step.expected else { return }
    for (path, value) in expected.sorted(by: { $0.key < $1.key }) {
      let wanted = try values.filled(value)
      let got = ScenarioValues.member(of: found, path) ?? .null
      guard got == wanted else {
        throw TourFailure("`\(path)` is \(got.canonicalText), not \(wanted.canonicalText)")
      }
    }
  }

  private func text(_ template: String) throws -> String {
    guard let text = try values.filled(.string(template)).string else {
      throw TourFailure("`\(template)` is no text")
    }
    return text
  }

  /// The beginning of an answer that is not as it must be.
  static func short(_ reply: APIClient.Reply) -> String {
    "\(reply.status) \(String(decoding: reply.bytes.prefix(800), as: UTF8.self))"
  }

  /// Moves the platform's clock to nine o'clock of a day; all sessions end with it.
  private mutating func move(to day: Day) async throws {
    guard day != today else { return }
    let reply = try await clients.client(Capacity.systemAdministrator.rawValue).act(
      "clock.move", ["instant": .string(Instant.morning(of: day).description)])
    guard reply.status == 200 else {
      throw TourFailure("the clock should move: \(Self.short(reply))")
    }
    clients.forget()
    today = day
  }

  /// Puts up papers, each a scan, so that their digests stand for files that the platform holds.
  private mutating func putUp(_ texts: Set<String>, by person: String) async throws {
    for text in texts.sorted() where papers.insert("\(person)/\(text)").inserted {
      let name = SHA256.hash(Array(text.utf8)).hex.prefix(16)
      let paper = TourPaper(title: String(name)).bytes
      let file = folder.appending(path: "\(name).pdf")
      try Data(paper).write(to: file)
      let reply = try await clients.client(person).upload(file: file, name: "\(text).pdf")
      guard reply.status == 201, reply.json["digest"]?.string == SHA256.hash(paper).hex else {
        throw TourFailure("a paper should be kept: \(Self.short(reply))")
      }
      values.named["sha256 \(text)"] = reply.json["digest"]
    }
  }

  private mutating func act(
    _ name: String, _ step: ScenarioStep, _ input: [String: JSON], _ record: inout LifeRecord
  ) async throws {
    record.action = name
    let reply = try await clients.client(step.by).act(name, .object(input))
    let isAllowed = reply.status == 200
    record.entry = (isAllowed ? reply.json["receipt"] : reply.json)?["entry"]?.int
    if let entry = record.entry { record.clauses = try await clauses(of: entry) }
    if case .refused(let codes) = step.expected {
      return try refused(reply, codes, name, &record)
    }
    guard isAllowed else { throw TourFailure("\(name) should be allowed: \(Self.short(reply))") }
    try keep(step, reply.json["result"] ?? .null)
  }

  func refused(
    _ reply: APIClient.Reply, _ codes: [String], _ name: String, _ record: inout LifeRecord
  ) throws {
    let reasons = reply.json["reasons"]?.array ?? []
    guard (400..<500).contains(reply.status),
      Set(reasons.compactMap { $0["code"]?.string }) == Set(codes)
    else {
      throw TourFailure("\(name) should be refused for \(codes): \(Self.short(reply))")
    }
    let words = reasons.compactMap { $0["message"]?["zh"]?.string }
    record.details.append("拒绝 / refused \(codes.joined(separator: ", ")): \(words.joined())")
    let cited = reasons.flatMap { $0["clauses"]?.array ?? [] }.compactMap(\.string)
    record.clauses = Set(record.clauses + cited).sorted()
  }

  /// What an entry cites, as the auditor reads it.
  private mutating func clauses(of entry: Int64) async throws -> [String] {
    let reply = try await clients.client(Capacity.auditAdministrator.rawValue)
      .send("GET", "/api/v1/ledger/\(entry)")
    guard reply.status == 200 else {
      throw TourFailure("the auditor should read entry \(entry): \(Self.short(reply))")
    }
    return (reply.json["clauses"]?.array ?? []).compactMap(\.string)
  }

  /// Reads until it is as expected, since the platform works by itself meanwhile.
  private mutating func read(
    _ plural: String, _ step: ScenarioStep, _ input: [String: JSON]
  ) async throws {
    for look in 1... {
      do {
        return try keep(step, try await row(plural, step.by, input))
      } catch let failure as TourFailure {
        guard look < Self.looksMax, !step.save.isEmpty || step.expected != nil else {
          throw failure
        }
        try await Task.sleep(for: .milliseconds(100))
      }
    }
  }

  /// The first row that a person sees, with the number of rows.
  private mutating func row(
    _ plural: String, _ by: String, _ input: [String: JSON]
  ) async throws -> JSON {
    guard let listing = Registry.shuyu.listings[plural] else {
      throw TourFailure("there is no listing `\(plural)`")
    }
    let client = try await clients.client(by)
    if let id = input["id"]?.string {
      let reply = try await client.send("GET", "/api/v1/\(plural)/\(id)")
      guard reply.isSuccess else { return ["rows": 0] }
      return .object((reply.json.object ?? [:]).merging(["rows": 1]) { $1 })
    }
    let columns = Set(listing.table.columns.map(\.name))
    let asked = input.filter { columns.contains(String($0.key.prefix { $0 != "." })) }
    let query = asked.map {
      URLQueryItem(name: $0.key, value: $0.value.string ?? $0.value.canonicalText)
    }
    var components = URLComponents()
    components.path = "/api/v1/\(plural)"
    components.queryItems = query + [URLQueryItem(name: "limit", value: "100")]
    let reply = try await client.send("GET", components.string ?? "")
    guard reply.isSuccess else {
      throw TourFailure("\(plural) should be readable: \(Self.short(reply))")
    }
    let rows = (reply.json["items"]?.array ?? []).filter { row in
      input.allSatisfy { asked[$0.key] != nil || row[$0.key] == $0.value }
    }
    let first = rows.first?.object ?? [:]
    return .object(first.merging(["rows": .int(Int64(rows.count))]) { $1 })
  }
}
