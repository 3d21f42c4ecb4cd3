// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Foundation
import Gateway
import Hummingbird
import Logging
import Web

/// A server with one sample product behind the real route and gateway; started by `gateway`.
struct ProductCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "product", abstract: "a sample product", shouldDisplay: false)

  @Argument(help: "the folder for its files")
  var folder: String

  func run() async throws {
    let product = try SampleProduct(folder: folder)
    let router = Router(context: WebContext.self)
    router.get("/ready") { _, _ in "ready" }
    ProductRoutes(gateway: product.gateway).add(to: router)
    var logger = Logger(label: "shuyu-bench")
    logger.logLevel = .error
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        print("http://127.0.0.1:\(channel.localAddress?.port ?? 0)/")
        fflush(nil)
      }, logger: logger)
    try await application.runService()
    try await product.journal.stop(at: SystemInstant.now())
  }
}
