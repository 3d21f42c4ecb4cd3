// SPDX-License-Identifier: Apache-2.0
import Core
import Evidence
import Foundation
import GRDB
import Platform

/// Applies stored entries again, in order. It never decides.
struct Replay {
  /// All that the platform declares.
  let registry: Registry

  /// Reads entries and payloads from one connection and projects them into another.
  func run(from source: Database, into target: Database) throws {
    let writer = ProjectionWriter(database: target, registry: registry)
    let rows = try Row.fetchCursor(source, sql: "SELECT idx, bytes FROM entry ORDER BY idx")
    while let row = try rows.next() {
      let index: Int = row["idx"]
      let bytes: Data = row["bytes"]
      let entry = try Entry.decode(Array(bytes))
      let stamp = Stamp(
        entry: index, recordedAt: entry.at, occurredOn: entry.on ?? entry.at.day(in: .china),
        actor: entry.actor, organisation: entry.organisation, place: entry.place)
      for (position, event) in entry.events.enumerated() {
        let payload = try payload(of: event, entry: index, position, source)
        try writer.apply(try fact(event), payload: payload, stamp: stamp)
      }
    }
  }

  /// The typed fact of a stored event, old versions through their upcaster.
  private func fact(_ event: EntryEvent) throws -> any DomainEvent {
    guard let type = registry.events[event.type] else {
      throw StoreError.unknownEvent(type: event.type)
    }
    let facts =
      event.version == type.version ? event.facts : type.upcast(event.facts, from: event.version)
    return try facts.decode(type)
  }

  private func payload(
    of event: EntryEvent, entry: Int, _ position: Int, _ source: Database
  ) throws -> JSON? {
    guard event.commitment != nil else { return nil }
    let body = try String.fetchOne(
      source.cachedStatement(sql: "SELECT body FROM payload WHERE entry = ? AND event = ?"),
      arguments: [entry, position])
    return try body.map { try JSON.parse($0) }
  }
}
