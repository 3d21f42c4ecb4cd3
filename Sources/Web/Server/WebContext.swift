// SPDX-License-Identifier: Apache-2.0
package import Hummingbird
package import Platform
import Regulation

/// What travels with one request.
package struct WebContext: RequestContext {
  /// Hummingbird's own storage.
  package var coreContext: CoreRequestContextStorage
  /// Who asks; nil when not signed in.
  package var actor: Actor?
  /// The session's token, where there is one.
  package var token: String?

  /// Starts without an actor.
  package init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
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
