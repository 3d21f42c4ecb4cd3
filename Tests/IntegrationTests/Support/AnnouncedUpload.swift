// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A caller that announces a large body, sends none of it and reads the answer.
struct AnnouncedUpload {
  private let descriptor: Int32

  /// Connects to a port of this machine.
  init(port: UInt16) throws {
    descriptor = try DroppedConnection(port: port).descriptor
  }

  /// The answer's head and body, as far as one read gives them.
  func answer(token: String, announced: Int, connection: String = "keep-alive") throws -> String {
    defer { close(descriptor) }
    let head = """
      POST /api/v1/uploads HTTP/1.1\r
      Host: 127.0.0.1\r
      Authorization: Bearer \(token)\r
      Connection: \(connection)\r
      Content-Length: \(announced)\r
      \r

      """
    let bytes = Array(head.utf8)
    _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    var answer: [UInt8] = []
    while !String(decoding: answer, as: UTF8.self).contains("upload.tooLarge") {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      answer += buffer.prefix(count)
    }
    return String(decoding: answer, as: UTF8.self)
  }
}
