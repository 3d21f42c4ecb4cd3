// SPDX-License-Identifier: Apache-2.0
import ServiceLifecycle
package import Store

/// Runs the committer until shutdown; waiting actions are still carried out.
package struct CommitterService: Service {
  private let committer: Committer

  /// Runs a committer.
  package init(_ committer: Committer) {
    self.committer = committer
  }

  /// Carries out actions.
  package func run() async {
    await withGracefulShutdownHandler {
      await committer.run()
    } onGracefulShutdown: { [committer] in
      committer.stop()
    }
  }
}
