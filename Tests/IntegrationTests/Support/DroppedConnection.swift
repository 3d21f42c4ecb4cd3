// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A caller that hangs up before the answer.
struct DroppedConnection {
  /// The open socket.
  let descriptor: Int32

  /// Connects to a port of this machine.
  init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard descriptor >= 0, result == 0 else { throw TestProblem("cannot connect") }
  }

  /// Sends a request, whole or half of it, and hangs up.
  func post(_ path: String, token: String, body: [UInt8], isWhole: Bool) {
    let head = """
      POST \(path) HTTP/1.1\r
      Host: 127.0.0.1\r
      Authorization: Bearer \(token)\r
      Content-Type: application/json\r
      Content-Length: \(body.count)\r
      \r

      """
    let bytes = Array(head.utf8) + (isWhole ? body : Array(body.prefix(body.count / 2)))
    _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    close(descriptor)
  }

  /// Sends a request with a large body whole, then reads until the answer's body has begun.
  func answer(
    to path: String, token: String, connection: String, sending count: Int
  ) throws -> String {
    defer { close(descriptor) }
    let head = """
      POST \(path) HTTP/1.1\r
      Host: 127.0.0.1\r
      Authorization: Bearer \(token)\r
      Content-Type: application/json\r
      Connection: \(connection)\r
      Content-Length: \(count)\r
      \r

      """
    try sendAll(Array(head.utf8))
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
    for _ in 0..<(count >> 20) { try sendAll(piece) }
    var answer: [UInt8] = []
    while !String(decoding: answer, as: UTF8.self).contains("\"reasons\"") {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let read = recv(descriptor, &buffer, buffer.count, 0)
      guard read > 0 else { break }
      answer += buffer.prefix(read)
    }
    return String(decoding: answer, as: UTF8.self)
  }

  private func sendAll(_ bytes: [UInt8]) throws {
    var rest = bytes
    while !rest.isEmpty {
      let sent = send(descriptor, rest, rest.count, Int32(MSG_NOSIGNAL))
      guard sent > 0 else { throw TestProblem("the connection was reset while sending") }
      rest.removeFirst(sent)
    }
  }
}
