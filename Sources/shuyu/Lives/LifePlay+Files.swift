// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import FoundationNetworking
import Scenarios

extension LifePlay {
  /// Puts up a file of the life; gives its id and what a manifest says of it.
  mutating func upload(_ name: String, by person: String) async throws -> JSON {
    guard let content = life.files[name] else { throw TourFailure("there is no file `\(name)`") }
    let bytes = Array(content.text.utf8)
    let file = folder.appending(path: "\(name).csv")
    try Data(bytes).write(to: file)
    let reply = try await clients.client(person).upload(file: file, name: file.lastPathComponent)
    guard reply.status == 201, let id = reply.json["id"], let digest = reply.json["digest"] else {
      throw TourFailure("the file should be kept: \(Self.short(reply))")
    }
    return [
      "id": id, "digest": digest, "bytes": .int(Int64(bytes.count)),
      "rows": .int(Int64(content.subjects * content.months)),
    ]
  }

  /// Takes out the file of a case; gives the digest and the size of the package.
  mutating func package(_ id: String, by person: String) async throws -> JSON {
    let reply = try await clients.client(person).send("GET", "/api/v1/cases/\(id)/dossier")
    guard reply.isSuccess, !reply.bytes.isEmpty else {
      throw TourFailure("the case file should come out: \(Self.short(reply))")
    }
    return [
      "digest": .string(SHA256.hash(reply.bytes).hex), "bytes": .int(Int64(reply.bytes.count)),
    ]
  }

  /// Reads a page of the console as a browser does, and looks for what it must contain.
  mutating func page(
    _ path: String, _ step: ScenarioStep, _ input: [String: JSON]
  ) async throws {
    let token = try await clients.client(step.by).token ?? ""
    let reply = try await APIClient(clients.server).send(
      "GET", path, headers: ["Cookie": "shuyu-session=\(token)"])
    let wanted = input["contains"]?.string ?? ""
    guard reply.status == 200, String(decoding: reply.bytes, as: UTF8.self).contains(wanted) else {
      throw TourFailure("\(path) should show `\(wanted)`: \(reply.status)")
    }
  }

  /// Calls a product with a key and compares the answer.
  mutating func call(
    _ id: String, _ step: ScenarioStep, _ input: [String: JSON], _ record: inout LifeRecord
  ) async throws {
    var components = URLComponents(string: "\(clients.server)/products/\(id)/v1")
    components?.queryItems = input.filter { $0.key != "key" }.sorted { $0.key < $1.key }
      .map { URLQueryItem(name: $0.key, value: $0.value.string) }
    guard let path = components?.string, let key = input["key"]?.string else {
      throw TourFailure("the call has no address or no key")
    }
    let reply = try await APIClient(clients.server).send(
      "GET", path, headers: ["X-Api-Key": key])
    if case .refused(let codes) = step.expected {
      return try refused(reply, codes, "the call", &record)
    }
    guard reply.status == 200 else {
      throw TourFailure("the call should be answered: \(Self.short(reply))")
    }
    record.details.append(String(decoding: reply.bytes.prefix(300), as: UTF8.self))
    try keep(step, reply.json)
  }
}

extension ScenarioLife.File {
  /// The rows with their header.
  fileprivate var text: String {
    var lines = ["uscc,month,kwh"]
    for subject in 0..<subjects {
      for month in 0..<months {
        let day = Day(year: 2024 + month / 12, month: month % 12 + 1, day: 1)
        let code = ScenarioCodes.organisation(1_000 + subject)
        lines.append("\(code),\(day?.description ?? ""),\(1_000 + subject * 37 + month * 11)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
