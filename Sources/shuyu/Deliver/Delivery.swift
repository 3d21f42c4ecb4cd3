// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Foundation

/// Sends what was read to the platform: the file, then the batch.
struct Delivery {
  let scenario: String
  let route: String
  let sequence: Int?
  let options: ClientOptions
  let client: APIClient

  /// Uploads the rows and delivers them; an upload of an earlier run is used where it still holds.
  func send(_ order: SourceOrder, _ spool: SourceSpool) async throws {
    guard let kept = try spool.kept() else { throw SetupError("nothing was read") }
    if let upload = kept["upload"]?.string {
      let reply = try await deliver(kept, upload, order)
      if reply.isSuccess { return try finish(reply, kept, spool) }
      // The file may have expired, or the batch is there: the second try says which.
      try spool.uploaded(nil)
    }
    let sent = try await ClientEnding.reaching {
      try await client.upload(file: spool.rows, name: "rows.csv", isData: true)
    }
    guard sent.isSuccess, let upload = sent.json["id"]?.string else {
      try options.show(sent)
      throw ExitCode(1)
    }
    guard sent.json["digest"] == kept["digest"] else {
      throw SetupError("the platform received other bytes than were read; try again")
    }
    try spool.uploaded(upload)
    let reply = try await deliver(kept, upload, order)
    try finish(reply, kept, spool)
  }

  private func deliver(
    _ kept: JSON, _ upload: String, _ order: SourceOrder
  ) async throws -> APIClient.Reply {
    var manifest: [String: JSON] = [
      "mode": .string(order.mode), "encoding": "utf8", "delimiter": "comma",
      "keepsQuotedEmpty": true,
    ]
    for member in ["columns", "rows", "bytes", "digest"] { manifest[member] = kept[member] }
    if let sequence { manifest["sequence"] = .int(Int64(sequence)) }
    let input: JSON = [
      "scenario": .string(scenario), "resource": .string(order.resource ?? ""),
      "upload": .string(upload), "route": .string(route), "manifest": .object(manifest),
    ]
    return try await ClientEnding.reaching {
      try await client.act("batch.deliver", input, key: "deliver-\(upload)")
    }
  }

  private func finish(_ reply: APIClient.Reply, _ kept: JSON, _ spool: SourceSpool) throws {
    guard reply.isSuccess else { return try options.show(reply) }
    spool.done()
    guard !options.json else { return try options.show(reply) }
    let batch = reply.json["result"]?["id"]?.string ?? ""
    let digest = kept["digest"]?.string ?? ""
    print(
      """
      已交付 / delivered: \(batch), \(kept["rows"]?.int ?? 0) 行 / rows, SHA-256 \(digest)
      提供单位核对后确认 / the unit compares and attests:
      shuyu act batch.attest batch=\(batch) digest=\(digest)
      """)
  }
}
