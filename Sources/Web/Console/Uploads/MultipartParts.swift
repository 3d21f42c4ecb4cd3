// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import NIOCore

/// The parts of a form's body, one after the other.
struct MultipartParts {
  private var scanner: MultipartScanner
  private var body: RequestBody.AsyncIterator

  /// Reads a request's body; throws when it is no form with files.
  init(_ request: Request) throws {
    let boundary = MultipartHeaders.boundary(of: request.headers[.contentType] ?? "")
    guard let scanner = boundary.flatMap(MultipartScanner.init) else { throw Problem.notAFile }
    self.scanner = scanner
    body = request.body.makeAsyncIterator()
  }

  /// What comes next; a body that ends within a part is refused.
  mutating func next() async throws -> MultipartScanner.Item {
    do {
      while true {
        if let item = try scanner.next() { return item }
        guard let buffer = try await body.next(isolation: #isolation) else {
          throw Problem.notAFile
        }
        scanner.append(buffer.readableBytesView)
      }
    } catch is MultipartScanner.ScanError {
      throw Problem.notAFile
    }
  }
}

extension Problem {
  /// The body is no form with a file in it, or ends too early.
  static let notAFile = Problem(
    .badRequest, "upload.form", zh: "请选择文件后再上传", en: "choose a file, then send it")
}
