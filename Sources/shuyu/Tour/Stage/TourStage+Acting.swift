// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation

extension TourStage {
  /// Does an action that must be allowed, and gives its result.
  @discardableResult
  mutating func act(
    _ name: String, as login: String? = nil, _ input: [String: JSON]
  ) async throws -> JSON {
    let reply = try await client(login).act(name, .object(input))
    let info = try declared(name)
    note(info, login)
    // An action that several places know names clauses of theirs too.
    record.cite(info.clauses.map(\.rawValue).filter { $0.hasPrefix("EZ-") })
    guard reply.status == 200, let receipt = reply.json["receipt"] else {
      throw TourFailure("\(name) should be allowed: \(TourStage.short(reply))")
    }
    take(receipt)
    record.actions.append(name)
    return reply.json["result"] ?? .null
  }

  /// Does an action that must be allowed, and keeps the id of what it made.
  mutating func act(
    _ name: String, as login: String? = nil, keep key: String, _ input: [String: JSON]
  ) async throws {
    let result = try await act(name, as: login, input)
    guard let id = result["id"] else { throw TourFailure("\(name) gave no id") }
    keep(key, id)
  }

  /// Does an action that a rule must refuse for this reason.
  mutating func refused(
    _ name: String, as login: String? = nil, _ code: String, clauses: [String] = [],
    _ input: [String: JSON]
  ) async throws {
    let reply = try await client(login).act(name, .object(input))
    note(try declared(name), login)
    try refused(reply, name, code, clauses: clauses)
  }

  /// Checks that an answer is a refusal for this reason, with these clauses.
  mutating func refused(
    _ reply: APIClient.Reply, _ name: String, _ code: String, clauses: [String] = []
  ) throws {
    let reasons = reply.json["reasons"]?.array ?? []
    let entry = reply.json["entry"]?.int
    if let entry { record.entry = entry }
    guard let reason = reasons.first(where: { $0["code"]?.string == code }),
      (400..<500).contains(reply.status)
    else { throw TourFailure("\(name) should be refused (\(code)): \(TourStage.short(reply))") }
    let cited = (reason["clauses"]?.array ?? []).compactMap(\.string)
    record.cite(cited)
    guard Set(cited).isSuperset(of: clauses) else {
      throw TourFailure("the refusal of \(name) cites \(cited), not \(clauses)")
    }
    say("拒绝 / refused \(code): \(reason["message"]?["zh"]?.string ?? "")")
  }

  /// Reads a record or a collection.
  mutating func get(_ path: String, as login: String? = nil) async throws -> JSON {
    let reply = try await client(login).send("GET", "/api/v1/\(path)")
    guard reply.isSuccess else {
      throw TourFailure("GET \(path) should be readable: \(TourStage.short(reply))")
    }
    return reply.json
  }

  /// Reads a document as it is.
  mutating func document(_ path: String, as login: String) async throws -> [UInt8] {
    let reply = try await client(login).send("GET", "/api/v1/\(path)")
    guard reply.isSuccess, !reply.bytes.isEmpty else {
      throw TourFailure("\(login) should read \(path): \(TourStage.short(reply))")
    }
    return reply.bytes
  }

  /// Checks that an account is told that there is no such thing.
  mutating func hidden(_ path: String, from login: String) async throws {
    let reply = try await client(login).send("GET", "/api/v1/\(path)")
    guard reply.status == 404 || reply.status == 403 else {
      throw TourFailure("\(login) should not read \(path): \(reply.status)")
    }
  }

  /// Waits until a record is in one of these states; the platform works on its own meanwhile.
  @discardableResult
  mutating func wait(
    _ path: String, as login: String? = nil, until states: Set<String>, seconds: Int = 120
  ) async throws -> JSON {
    var last = ""
    for _ in 0..<(seconds * 10) {
      let found = try await get(path, as: login)
      last = found["state"]?.string ?? ""
      if states.contains(last) { return found }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw TourFailure("\(path) is \(last) after \(seconds) s, not \(states.sorted())")
  }

  /// Takes note of a receipt.
  mutating func take(_ receipt: JSON) {
    guard let entry = receipt["entry"]?.int, let leaf = receipt["leaf"]?.string else { return }
    record.entry = entry
    record.acknowledged.append(.init(entry: entry, leaf: leaf))
    if let moment = receipt["recordedAt"]?.string.flatMap({ Instant($0) }) { now = moment }
    settings.trace(.object(["entry": .int(entry), "leaf": .string(leaf)]))
  }

  private func declared(_ name: String) throws -> ActionInfo {
    guard let action = Registry.shuyu.actions[name] else {
      throw TourFailure("there is no action `\(name)`")
    }
    return action.info
  }

  private mutating func note(_ info: ActionInfo, _ login: String?) {
    guard record.capacity == nil, login == nil || login == record.actor,
      let account = accounts[record.actor]
    else { return }
    record.capacity = account.capacities.first { info.capacities.contains($0) }
  }

  private static func short(_ reply: APIClient.Reply) -> String {
    "\(reply.status) \(String(decoding: reply.bytes.prefix(600), as: UTF8.self))"
  }
}
