// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird

/// Answers of the console: pages, redirects and downloads.
enum PageResponse {
  /// A page.
  static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// Sends the browser on with a GET.
  static func redirect(to path: String) -> Response {
    Response(status: .seeOther, headers: [.location: path])
  }

  /// A file to keep.
  static func download(_ bytes: [UInt8], name: String, type: String) -> Response {
    var response = Response(
      status: .ok, headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
    return response
  }
}

extension HTTPFields {
  /// The security headers of every page of the console; none is framed, cached or scripted.
  mutating func protectPage() {
    if self[.cacheControl] == nil { self[.cacheControl] = "no-store" }
    self[.xContentTypeOptions] = "nosniff"
    self[.contentSecurityPolicy] =
      "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
      + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    if let name = HTTPField.Name("Referrer-Policy") { self[name] = "same-origin" }
    if let name = HTTPField.Name("X-Frame-Options") { self[name] = "DENY" }
  }
}
