// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation

/// Reads a collection, a record, a history.
struct GetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "查看 / read a collection, a record or a history",
    discussion: "shuyu get agreements state=active limit=20 | agreements/AGR-… | …/history")

  @Argument(help: "the path below /api/v1/")
  var path: String

  @Argument(help: "the query as key=value")
  var query: [String] = []

  @OptionGroup var options: ClientOptions

  func run() async throws {
    var components = URLComponents()
    components.path = "/api/v1/\(path)"
    components.queryItems =
      query.isEmpty
      ? nil
      : query.map { item in
        let parts = item.split(separator: "=", maxSplits: 1).map(String.init)
        return URLQueryItem(name: parts.first ?? "", value: parts.count == 2 ? parts[1] : "")
      }
    let address = components.string ?? "/"
    let reply = try await ClientEnding.reaching {
      try await options.client().send("GET", address)
    }
    try options.show(reply)
  }
}

/// Uploads a file for a later action.
struct UploadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upload", abstract: "上传文件 / upload a file for a later action")

  @Argument(help: "the file")
  var file: String

  @OptionGroup var options: ClientOptions

  func run() async throws {
    let place = URL(filePath: file)
    guard FileManager.default.isReadableFile(atPath: place.path()) else {
      throw ClientEnding.mistake("`\(file)` cannot be read")
    }
    let reply = try await ClientEnding.reaching {
      try await options.client().upload(file: place, name: place.lastPathComponent)
    }
    try options.show(reply)
  }
}
