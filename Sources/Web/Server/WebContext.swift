// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
package import Hummingbird
package import Platform
import Regulation

/// What travels with one request.
package struct WebContext: RequestContext {
  /// Hummingbird's own storage.
  package var coreContext: CoreRequestContextStorage
  /// Who asks; nil when not signed in.
  package var actor: Actor?
  /// The other end of the connection, without its port; empty when it is not known.
  package let peer: String
  /// The session's token, where there is one.
  package var token: String?

  /// Starts without an actor.
  package init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    peer = source.channel.remoteAddress?.ipAddress ?? ""
  }

  /// Where a request came from: the connection's other end, or, when that is a proxy on this
  /// machine, the address that the proxy saw, which it puts last.
  func address(of request: Request) -> String {
    guard peer.isEmpty || peer == "127.0.0.1" || peer == "::1",
      let name = HTTPField.Name("X-Forwarded-For"), let forwarded = request.headers[name],
      let last = forwarded.split(separator: ",").last
    else { return peer }
    return String(last.filter { $0 != " " }.prefix(64))
  }

  /// Bodies of pages and API calls; uploads stream under a bound of their own.
  package var maxUploadSize: Int { WebLimits.bodyBytesMax }
}

/// Bounds of the web interface.
package enum WebLimits {
  /// The largest JSON or form body, 1 MiB.
  package static let bodyBytesMax = 1 << 20
  /// The largest upload, 20 GiB.
  package static let uploadBytesMax = 20 << 30
  /// The longest idempotency key.
  package static let idempotencyKeyMax = 200
}
