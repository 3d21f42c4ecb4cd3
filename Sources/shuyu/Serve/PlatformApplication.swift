// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Hummingbird
import Ledger
import Logging
import Metrics
import Platform
import ServiceLifecycle
import Store
import UnixSignals
import Vault
import Web
import Work

/// The wiring: every part is made here and handed to those that need it.
struct PlatformApplication {
  private let settings: ServeSettings
  private let random = SystemRandom()

  /// Prepares a start.
  init(_ settings: ServeSettings) {
    self.settings = settings
  }

  /// Starts, serves until a signal, and shuts down in order.
  func run() async throws {
    // A job that ends early closes its input; that is an error of the write, not the end of us.
    _ = signal(SIGPIPE, SIG_IGN)
    var logger = Logger(label: "shuyu")
    logger.logLevel = settings.logLevel
    let metrics = PrometheusRegistry()
    MetricsSystem.bootstrap(metrics)
    try settings.installation.prepare()
    let lock = try InstallationLock(settings.installation)
    defer { withExtendedLifetime(lock) {} }
    try PortCheck.check(settings.port)
    let parts = try await PlatformParts(settings, random: random, logger: logger)
    let isFirstStart = try !parts.rules.profiles.keys.contains {
      try parts.database.accounts(in: $0) > 0
    }
    let founders = try settings.founders(parts.rules, isFirstStart: isFirstStart)
    let isUnnamed = founders.contains { $0.uscc == nil }
    let router = WebServer(
      platform: parts.office, metrics: metrics, documents: parts.reader
    ).router { router in
      parts.extend(router)
    }
    var application = Application(
      router: router,
      configuration: .init(
        address: .hostname("127.0.0.1", port: settings.port), serverName: "shuyu"),
      onServerRunning: { [settings] channel in
        let port = channel.localAddress?.port ?? settings.port
        Greeting(settings: settings, isUnnamed: isUnnamed).show(port: port)
      }, logger: logger)
    for service in parts.services { application.addServices(NamedService(service)) }
    application.beforeServerStarts { [settings, random] in
      try await Founding(
        committer: parts.committer, database: parts.database, founders: founders, random: random,
        installation: settings.installation
      ).run()
      try await parts.ruleKeeper.record { try await parts.committer.submit($0) }
      if settings.isDemo {
        try await Demonstration(
          committer: parts.committer, database: parts.database, installation: settings.installation,
          regulations: settings.regulations, random: random
        ).load()
      }
    }
    let group = ServiceGroup(
      configuration: .init(
        services: [.init(service: application, serviceName: "shuyu")],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
    try parts.database.close()
  }
}
