// SPDX-License-Identifier: Apache-2.0
import ServiceLifecycle

/// A service with a plain name for logs.
///
/// The service group describes its services for its log lines. Without a name it would walk
/// through everything a service holds, which takes half the start and may show keys.
struct NamedService: Service, CustomStringConvertible {
  private let service: any Service
  /// The name of the service's type.
  let description: String

  /// Names a service for its type.
  init(_ service: any Service) {
    self.service = service
    description = "\(type(of: service))"
  }

  /// Runs the service.
  func run() async throws { try await service.run() }
}
