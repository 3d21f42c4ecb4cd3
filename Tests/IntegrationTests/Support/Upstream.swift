// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Glibc
import Synchronization

/// A system above that takes filings: a real HTTP server on a port of its own, which answers as it
/// is told. It waits for nothing without a bound, so that no test waits for it for ever.
final class Upstream: Sendable {
  /// How it answers.
  enum Mode: String, CaseIterable, Sendable {
    /// It hangs up in place of an answer.
    case down
    /// 202: the receipt comes later.
    case later
    /// 503.
    case busy
    /// Another address, which must not be followed.
    case elsewhere
    /// A receipt of another package.
    case other
    /// No JSON.
    case text
    /// A receipt that leaves a paper out.
    case partly
    /// A receipt as it should be.
    case filed
  }

  /// One request as it came.
  struct Asked: Sendable {
    let path: String
    let key: String
    /// Whether what came has the digest that was announced.
    let isAnnounced: Bool
  }

  private struct State {
    var mode = Mode.filed
    var asked: [Asked] = []
    var isStopped = false
  }

  /// Guarded by its mutex: how to answer, and what was asked.
  private let state = Mutex(State())
  private let listener: Int32
  private let paper: Digest
  /// Where it answers.
  let address: String

  /// Starts one on a free port, whose receipts are about one paper.
  init(paper: Digest) throws {
    self.paper = paper
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    listener = socket
    var own = sockaddr_in()
    own.sin_family = sa_family_t(AF_INET)
    own.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &own) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard socket >= 0, isBound, listen(socket, 8) == 0 else {
      throw TestProblem("the system above did not start")
    }
    address = "http://127.0.0.1:\(UInt16(bigEndian: own.sin_port))/filings"
    Thread.detachNewThread { [self] in serve() }
  }

  /// Says how the next requests are answered.
  func answer(_ mode: Mode) { state.withLock { $0.mode = mode } }

  /// What it was asked.
  var asked: [Asked] { state.withLock { $0.asked } }

  /// Ends it.
  func stop() {
    state.withLock { $0.isStopped = true }
    _ = shutdown(listener, Int32(SHUT_RDWR))
  }

  private func serve() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0, !state.withLock({ $0.isStopped }) else { break }
      var bound = timeval(tv_sec: 10, tv_usec: 0)
      _ = setsockopt(
        connection, SOL_SOCKET, SO_RCVTIMEO, &bound, socklen_t(MemoryLayout<timeval>.size))
      reply(on: connection)
      _ = close(connection)
    }
    _ = close(listener)
  }

  private func reply(on connection: Int32) {
    guard let request = Request(connection) else { return }
    let digest = SHA256.hash(request.body)
    let said = "sha-256=:\(Data(digest.bytes).base64EncodedString()):"
    let mode = state.withLock { state in
      state.asked.append(
        Asked(
          path: request.path, key: request.header("idempotency-key") ?? "",
          isAnnounced: request.header("content-digest") == said))
      return state.mode
    }
    guard mode != .down else { return }
    let receipt: JSON = [
      "packageDigest": .string(mode == .other ? String(repeating: "0", count: 64) : digest.hex),
      "conclusion": "filed", "receiptNumber": "省备2026-1",
      "items": mode == .partly ? [] : [["digest": .string(paper.hex), "conclusion": "filed"]],
    ]
    let body = mode == .text ? Array("good day".utf8) : receipt.canonical()
    let status =
      switch mode {
      case .later: "202 Accepted"
      case .busy: "503 Service Unavailable"
      case .elsewhere: "307 Temporary Redirect\r\nLocation: /elsewhere"
      case .down, .other, .text, .partly, .filed: "200 OK"
      }
    let head =
      "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
    Request.send(Array(head.utf8) + body, on: connection)
  }
}

/// A request as it comes from a socket, bounded in time by the socket and in size here.
private struct Request {
  private static let bytesMax = 64 << 20

  let path: String
  let body: [UInt8]
  private let headers: [String: String]

  func header(_ name: String) -> String? { headers[name] }

  /// Reads one; nil where it does not come whole.
  init?(_ connection: Int32) {
    var bytes: [UInt8] = []
    var end: Int?
    while end == nil {
      guard bytes.count < Self.bytesMax, let more = Self.receive(connection) else { return nil }
      bytes += more
      end = bytes.indices.dropLast(3).first { Array(bytes[$0..<$0 + 4]) == [13, 10, 13, 10] }
    }
    let head = String(decoding: bytes.prefix(end ?? 0), as: UTF8.self)
    let lines = head.components(separatedBy: "\r\n")
    path = lines.first?.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    headers = Dictionary(
      lines.dropFirst().compactMap { line in
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        return (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces))
      }
    ) { first, _ in first }
    guard let length = headers["content-length"].flatMap(Int.init), length <= Self.bytesMax else {
      return nil
    }
    if headers["expect"] != nil {
      Self.send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), on: connection)
    }
    var rest = Array(bytes.dropFirst((end ?? 0) + 4))
    while rest.count < length {
      guard let more = Self.receive(connection) else { return nil }
      rest += more
    }
    body = Array(rest.prefix(length))
  }

  private static func receive(_ connection: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(connection, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }

  static func send(_ bytes: [UInt8], on connection: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return }
      rest = rest.dropFirst(sent)
    }
  }
}
