// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

extension FakePlatform {
  /// Tries what is allowed on a record once more as each capacity of the action by itself: as an
  /// organisation of another place, which never may, and as another organisation of this place,
  /// which is noted in `open` where it may.
  func tryStrangers(_ info: ActionInfo, _ decide: (Context) throws -> Decision) throws {
    guard info.on != nil, !info.isSystem else { return }
    let before = records.snapshot
    defer { records.restore(before) }
    for capacity in info.capacities.sorted(by: { $0.rawValue < $1.rawValue }) {
      let foreign = try stranger(capacity, in: "elsewhere")
      if case .allowed = try decide(context(foreign)) {
        Issue.record("\(info.name) is allowed to a \(capacity.rawValue) of another place")
      }
      let neighbour = try stranger(capacity, in: profile.place)
      if case .allowed = try decide(context(neighbour)) {
        note(info.name, openTo: capacity)
      }
    }
  }

  private func context(_ actor: Actor) -> Context {
    Context(
      actor: actor, profile: profile, earlier: earlier, now: now, calendar: calendar,
      entropy: [UInt8](repeating: 7, count: 32))
  }

  private func stranger(_ capacity: Capacity, in place: String) throws -> Actor {
    let name = "stranger \(capacity.rawValue) in \(place)"
    let known = try organisation(name, [capacity])
    let actor = try actor(name, of: known, [capacity])
    for (id, table) in [(known, Organisation.table), (actor.account, Account.table)] {
      var document = records.document(id, in: table.name)?.object ?? [:]
      document["place"] = .string(place)
      records.replace(.object(document), id, in: table.name)
    }
    return Actor(
      account: actor.account, organisation: known, place: place, capacities: [capacity])
  }
}
