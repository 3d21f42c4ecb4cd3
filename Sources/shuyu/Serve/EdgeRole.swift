// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Dispatch
import Foundation
import Gateway
import Hummingbird
import Logging
import ServiceLifecycle
import Store
import Web
import Work

/// The role `edge`: product calls, leases of rights, usage records and statements.
struct EdgeRole {
  /// Answers calls.
  let gateway: ProductGateway
  /// Leases of rights.
  let lease: RightsLease
  /// Product files.
  let products: ProductFolder
  /// The usage records.
  let journal: UsageJournal
  /// The long-running services.
  let services: [any Service]

  /// Makes the role.
  init(_ parts: RoleParts) throws {
    let root = parts.settings.installation.edge
    let key = try parts.subjectKey()
    let rights = PlatformRights(
      reporting: parts.reporting, profiles: parts.profiles, subjects: parts.subjects)
    lease = RightsLease(source: rights)
    products = ProductFolder(root: root.appending(path: "products").path, key: key)
    let journal = try UsageJournal(
      root: root.appending(path: "usage").path, edge: "edge1", places: try parts.places(),
      admits: { try parts.places().contains($0) })
    self.journal = journal
    let (clock, random) = (parts.clock, parts.random)
    gateway = ProductGateway(
      ProductGateway.Setup(
        source: rights, lease: lease, products: products, journal: journal, key: key,
        now: { clock.now() },
        uptime: { Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000) },
        random: { random.bytes(16) }, coverage: parts.coverage),
      logger: parts.logger)
    try gateway.recall()
    let anchor = UsageAnchor(journal: journal, reporting: parts.reporting)
    services = [
      LeaseInvalidation(lease: lease, reporting: parts.reporting),
      UsageAnchorService(
        anchor: anchor, journal: journal,
        recordRefusals: { [gateway] all in try await gateway.recordRefusals(all: all) },
        keepSummaries: { [gateway] in try await gateway.keepSummaries() },
        now: { clock.now() }, logger: parts.logger),
      StatementService(
        maker: StatementMaker(folder: journal.folder, reporting: parts.reporting), anchor: anchor,
        recordRefusals: { [gateway] in try await gateway.recordRefusals(all: true) },
        places: { try parts.places() }, reporting: parts.reporting, now: { clock.now() },
        logger: parts.logger),
    ]
  }

  /// Adds the route of product calls.
  func add(to router: Router<WebContext>) {
    ProductRoutes(gateway: gateway).add(to: router)
  }
}
