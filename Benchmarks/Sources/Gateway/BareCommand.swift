// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// A server that answers every request at one path with the same bytes; started by `gateway`.
struct BareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bare", abstract: "a bare handler", shouldDisplay: false)

  @Argument(help: "the file with the bytes")
  var file: String

  @Option(help: "the media type")
  var type = "application/json"

  func run() async throws {
    let bytes = ByteBuffer(bytes: try Data(contentsOf: URL(filePath: file)))
    let headers: HTTPFields = [.contentType: type]
    let router = Router()
    router.get("/bare") { _, _ in
      Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }
    var logger = Logger(label: "shuyu-bench")
    logger.logLevel = .error
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        print("http://127.0.0.1:\(channel.localAddress?.port ?? 0)/")
        fflush(nil)
      }, logger: logger)
    try await application.runService()
  }
}
