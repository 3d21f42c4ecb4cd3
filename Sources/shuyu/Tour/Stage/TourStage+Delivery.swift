// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation

extension TourStage {
  /// The fields of a delivery of a file, with its true digest unless another is given.
  mutating func delivery(
    _ product: TourProduct, _ file: URL, rows: Int, encoding: String, mode: String = "full"
  ) async throws -> (fields: [String: JSON], digest: String) {
    let size = try Data(contentsOf: file).count
    let (id, digest) = try await upload(file, as: "platform")
    let fields: [String: JSON] = [
      "scenario": try value(product.key("scenario")),
      "resource": try value(product.resource.key), "upload": id, "route": "cityPlatform",
      "manifest": [
        "mode": .string(mode),
        "columns": .array(product.resource.columns.map { .string($0.name) }),
        "encoding": .string(encoding), "delimiter": "comma", "rows": .int(Int64(rows)),
        "bytes": .int(Int64(size)), "digest": .string(digest),
      ],
    ]
    return (fields, digest)
  }

  /// Delivers a file by the platform, attests it by its unit, and waits for the outcome.
  @discardableResult
  mutating func deliver(
    _ product: TourProduct, _ file: URL, rows: Int, encoding: String, mode: String = "full",
    expecting state: String = "accepted"
  ) async throws -> JSON {
    let (fields, digest) = try await delivery(
      product, file, rows: rows, encoding: encoding, mode: mode)
    try await act("batch.deliver", as: "platform", keep: product.key("batch"), fields)
    try await act(
      "batch.attest", as: product.resource.unit,
      ["batch": try value(product.key("batch")), "digest": .string(digest)])
    let id = try text(product.key("batch"))
    let batch = try await wait("batches/\(id)", as: "platform", until: ["accepted", "rejected"])
    guard batch["state"]?.string == state else {
      throw TourFailure("the batch is \(batch.canonicalText)")
    }
    if let version = batch["datasetVersion"] { keep(product.key("version"), version) }
    let counts = batch["failureCounts"]?.canonicalText ?? "{}"
    say(
      "\(product.resource.name): \(batch["rowsGood"]?.int ?? 0) 行合格 / taken, "
        + "\(batch["rowsBad"]?.int ?? 0) 行有误 / kept apart \(counts)"
        + (batch["failureClass"]?.string.map { " \($0)" } ?? ""))
    return batch
  }

  /// Writes a small file.
  func file(_ name: String, _ lines: [String]) throws -> URL {
    let place = folder.appending(path: name)
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: place)
    return place
  }
}
