// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

extension HistoryItem {
  /// What an actor may see of the entry: those who oversee and who acted see it whole, others that
  /// it happened and on which clauses.
  func content(for actor: Actor) -> JSON {
    let oversees: Set<Capacity> = [
      .auditAdministrator, .auditor, .supervisingAuthority, .implementingBody, .dataAuthority,
    ]
    let isOwn = content["organisation"]?.string == actor.organisation.rawValue
    if isOwn || !oversees.isDisjoint(with: actor.capacities) { return content }
    let shown: Set<String> = ["v", "type", "outcome", "at", "on", "clock", "place", "clauses"]
    return .object((content.object ?? [:]).filter { shown.contains($0.key) })
  }
}
