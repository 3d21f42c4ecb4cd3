// SPDX-License-Identifier: Apache-2.0
package import Gateway
import ServiceLifecycle

/// Drops all leases of rights as soon as anything was decided, so that what was withdrawn or ended
/// refuses the next call.
package struct LeaseInvalidation: Service {
  private let lease: RightsLease
  private let reporting: any Reporting

  /// Watches what is committed.
  package init(lease: RightsLease, reporting: any Reporting) {
    self.lease = lease
    self.reporting = reporting
  }

  /// Watches until shutdown.
  package func run() async {
    for await _ in reporting.commits().cancelOnGracefulShutdown() {
      lease.invalidate()
    }
  }
}
