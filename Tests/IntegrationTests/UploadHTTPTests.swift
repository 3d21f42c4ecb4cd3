// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import FoundationNetworking
import Testing

/// Uploads over a real port: broken off, tried again, too large, too many.
@Suite("uploads over HTTP", .server, .serialized)
struct UploadHTTPTests {
  private let server: RunningServer

  init() throws {
    server = try #require(RunningServer.current)
  }

  /// Says how much will come and hangs up in the middle.
  private func breakOff(_ token: String, bytes: [UInt8]) throws {
    let port = try #require(UInt16(server.address.split(separator: ":").last ?? ""))
    try DroppedConnection(port: port).post(
      "/api/v1/uploads?name=a.csv", token: token, body: bytes, isWhole: false)
  }

  @Test func `a broken upload leaves nothing and the whole file can be sent again`() async throws {
    let client = try await server.client("operator")
    let bytes = [UInt8](repeating: 0x61, count: 200_000)
    for _ in 0..<20 { try breakOff(client.token ?? "", bytes: bytes) }
    let reply = try await client.send("POST", "/api/v1/uploads?name=a.csv", bytes: bytes)
    #expect(reply.status == 201)
    #expect(reply.json["digest"]?.string == SHA256.hash(bytes).hex)
    #expect(reply.json["bytes"]?.int == 200_000)
  }

  @Test func `an upload that begins in the middle of a file is refused`() async throws {
    let client = try await server.client("operator")
    var request = URLRequest(url: try #require(URL(string: server.address + "/api/v1/uploads")))
    request.httpMethod = "POST"
    request.setValue("Bearer \(client.token ?? "")", forHTTPHeaderField: "Authorization")
    request.setValue("bytes 100-199/200", forHTTPHeaderField: "Content-Range")
    request.httpBody = Data(repeating: 7, count: 100)
    let (data, response) = try await URLSession.shared.data(for: request)
    #expect((response as? HTTPURLResponse)?.statusCode == 400)
    #expect(String(decoding: data, as: UTF8.self).contains("upload.partial"))
  }

  @Test func `too many waiting files are told with what to do`() async throws {
    let client = try await server.client("fund")
    var statuses: [Int] = []
    for number in 0..<101 {
      let reply = try await client.send("POST", "/api/v1/uploads", bytes: [UInt8(number)])
      statuses.append(reply.status)
      if reply.status != 201 { #expect(reply.codes == ["upload.filesWaiting"]) }
    }
    #expect(statuses == Array(repeating: 201, count: 100) + [429])
  }

  @Test func `a file beyond the bound is refused by its announced size`() async throws {
    let client = try await server.client("power")
    let port = try #require(UInt16(server.address.split(separator: ":").last ?? ""))
    let answer = try AnnouncedUpload(port: port).answer(
      token: client.token ?? "", announced: 30 << 30)
    #expect(answer.hasPrefix("HTTP/1.1 413 "))
    #expect(answer.contains("upload.tooLarge"))
  }

  @Test(arguments: ["close", "keep-alive"])
  func `who sends 31 MB before reading gets the answer`(connection: String) async throws {
    let client = try await server.client("power")
    let port = try #require(UInt16(server.address.split(separator: ":").last ?? ""))
    let answer = try DroppedConnection(port: port).answer(
      to: "/api/v1/actions/case.open", token: client.token ?? "", connection: connection,
      sending: 31 << 20)
    #expect(answer.hasPrefix("HTTP/1.1 413 "))
    #expect(answer.contains("body.tooLarge"))
  }

  @Test func `a closing connection that announces a body and waits is answered at once`()
    async throws
  {
    let client = try await server.client("power")
    let port = try #require(UInt16(server.address.split(separator: ":").last ?? ""))
    let answer = try AnnouncedUpload(port: port).answer(
      token: client.token ?? "", announced: 30 << 30, connection: "close")
    #expect(answer.hasPrefix("HTTP/1.1 413 "))
  }
}
