// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import FoundationNetworking

/// The system of the body above, which takes packages and gives receipts.
struct RelayUpstream: Sendable {
  /// What it answered.
  enum Answer: Sendable {
    case receipt(RelayReceipt)
    /// The receipt comes later.
    case later
    /// It cannot answer now.
    case busy
    case unusable(String)
  }

  /// The most bytes of an answer.
  private static let answerBytesMax = 1 << 20

  private let url: URL
  private let token: String?

  /// Names it; a token is read from a file that nobody else can read.
  init(_ address: String, tokenFile: String?) throws {
    guard let url = URL(string: address), let host = url.host(),
      url.scheme == "https" || (url.scheme == "http" && ["127.0.0.1", "localhost"].contains(host))
    else { throw SetupError("`--to` is an https address, or http to this machine") }
    self.url = url
    guard let tokenFile else {
      token = nil
      return
    }
    token = try Self.token(in: tokenFile)
  }

  private static func token(in file: String) throws -> String {
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
      if mode & 0o077 == 0 {
        return try String(contentsOfFile: file, encoding: .utf8)
          .trimmingCharacters(in: .whitespacesAndNewlines)
      }
    } catch {
      throw SetupError("`\(file)` cannot be read")
    }
    throw SetupError("`\(file)` must be readable by its owner alone (mode 600)")
  }

  /// Sends a package; the same filing may be sent again.
  func send(_ package: [UInt8], digest: Digest, of filing: String) async throws -> Answer {
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.timeoutInterval = 300
    request.setValue("application/zip", forHTTPHeaderField: "Content-Type")
    request.setValue(filing, forHTTPHeaderField: "Idempotency-Key")
    // RFC 9530.
    let base64 = Data(digest.bytes).base64EncodedString()
    request.setValue("sha-256=:\(base64):", forHTTPHeaderField: "Content-Digest")
    if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
    let asked = request
    let session = URLSession(
      configuration: .ephemeral, delegate: RedirectRefusal(), delegateQueue: nil)
    defer { session.finishTasksAndInvalidate() }
    let (data, response) = try await session.upload(for: asked, from: Data(package))
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    if status == 202 { return .later }
    guard (200..<300).contains(status) else {
      // What may pass is tried again; what will not is said.
      if status >= 500 || status == 429 || status == 408 { return .busy }
      return .unusable("HTTP \(status)")
    }
    guard data.count <= Self.answerBytesMax else { return .unusable("too long") }
    do {
      return .receipt(try RelayReceipt(try JSON.parse(Array(data)), of: digest))
    } catch let problem as RelayReceipt.Problem {
      return .unusable(problem.rawValue)
    } catch {
      return .unusable("no JSON")
    }
  }
}

/// Follows no redirect: the token and the package are for the address that was named.
private final class RedirectRefusal: NSObject, URLSessionTaskDelegate {
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}
