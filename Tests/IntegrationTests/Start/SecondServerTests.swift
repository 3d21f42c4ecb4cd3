// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Starts that cannot be: the message says why, and nothing is made or touched.
@Suite struct SecondServerTests {
  private func serve(_ data: URL, port: String, roles: String = "office") throws -> Int32 {
    try ChildProgram.run(
      "shuyu",
      [
        "serve", "--port", port, "--data", data.path, "--roles", roles, "--regulations",
        Built.regulations, "--tools", Built.tools,
      ]
    ).status
  }

  @Test func `a second server on the same folder is refused, and the first goes on`() async throws {
    let data = Built.temporary("lock")
    let server = try RunningServer(data: data)
    #expect(try serve(data, port: "0") == 3)
    _ = try await server.client("bureau")
    #expect(await server.stop() == 0)
    // One that plays other roles would publish the same log.
    let office = try RunningServer(data: data, roles: "office")
    for roles in ["domain", "edge", "domain,edge"] {
      #expect(try serve(data, port: "0", roles: roles) == 3)
    }
    #expect(await office.stop() == 0)
    // The lock went with the process.
    let again = try RunningServer(data: data)
    #expect(await again.stop() == 0)
    try Built.remove(data)
  }

  @Test func `a port that is taken is refused before anything is founded`() async throws {
    let (first, second) = (Built.temporary("port"), Built.temporary("port"))
    let server = try RunningServer(data: first)
    let port = String(server.address.split(separator: ":").last ?? "")
    #expect(try serve(second, port: port) == 3)
    let database = second.appending(path: "office/shuyu.sqlite").path
    #expect(!FileManager.default.fileExists(atPath: database))
    #expect(await server.stop() == 0)
    try Built.remove(first)
    try Built.remove(second)
  }
}
