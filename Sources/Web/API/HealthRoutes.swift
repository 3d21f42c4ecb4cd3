// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform

/// Liveness, readiness and metrics.
struct HealthRoutes {
  /// The running platform.
  let platform: any PlatformService
  /// What `/metrics` shows.
  let metrics: PrometheusRegistry

  /// Adds the routes.
  func add(to router: Router<WebContext>) {
    router.get("/healthz") { _, _ in
      JSONAnswer(.object(["status": "ok"]))
    }
    router.get("/readyz") { _, _ in
      let readiness = await platform.readiness()
      return JSONAnswer(
        .object([
          "status": .string(readiness.isReady ? "ready" : "not ready"),
          "parts": .object(readiness.parts.mapValues { .bool($0) }),
          "optional": .object(readiness.optional.mapValues { .bool($0) }),
        ]), status: readiness.isReady ? .ok : .serviceUnavailable)
    }
    router.get("/metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: ResponseBody(byteBuffer: .init(string: metrics.text())))
    }
  }
}
