// SPDX-License-Identifier: Apache-2.0
import Logging
import ServiceLifecycle
import Vault

/// Runs the domain's workers until shutdown: after each commit, and every two seconds at most.
///
/// Each worker is a task of its own, so that a long delivery does not keep a program waiting. At
/// shutdown what runs is stopped; it was not reported, so it is done anew at the next start.
package struct DomainService: Service {
  /// The longest time between two looks at the tables.
  package static let interval = Duration.seconds(2)

  private let parts: DomainParts
  private let workers: [any DomainWorker]

  /// Runs workers.
  package init(parts: DomainParts, workers: [any DomainWorker]) {
    self.parts = parts
    self.workers = workers
  }

  /// Sweeps what an earlier run left in memory and in the vault, then works until shutdown.
  package func run() async throws {
    // Mounts go before the folders in memory that they lie in.
    let scratches = try parts.scratch.sweep(parts.memory)
    let folders = try parts.memory.sweep()
    let swept = try parts.vault.sweep()
    if folders > 0 || scratches > 0 || swept.unfinishedWrites > 0 {
      parts.logger.notice(
        "swept what an earlier run left",
        metadata: [
          "folders": "\(folders)", "scratches": "\(scratches)",
          "writes": "\(swept.unfinishedWrites)",
        ])
    }
    if !parts.scratch.missing.isEmpty {
      parts.logger.warning(
        "no encrypted scratch: data larger than memory are refused; run scripts/install-tools",
        metadata: ["missing": "\(parts.scratch.missing.joined(separator: ", "))"])
    }
    await cancelWhenGracefulShutdown { await work() }
  }

  /// Works until cancelled.
  private func work() async {
    let wakes = workers.map { _ in
      AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    }
    let wakeAll: @Sendable () -> Void = { for wake in wakes { wake.continuation.yield() } }
    await withTaskGroup(of: Void.self) { group in
      for (worker, wake) in zip(workers, wakes) {
        group.addTask { await rounds(of: worker, wake.stream) }
      }
      group.addTask {
        for await _ in parts.reporting.commits() { wakeAll() }
      }
      group.addTask {
        while !Task.isCancelled {
          wakeAll()
          do { try await Task.sleep(for: DomainService.interval) } catch { return }
        }
      }
    }
  }

  private func rounds(of worker: any DomainWorker, _ wake: AsyncStream<Void>) async {
    for await _ in wake {
      do {
        try await worker.round()
      } catch is CancellationError {
        return
      } catch {
        parts.logger.error(
          "round failed",
          metadata: ["worker": "\(worker.name)", "class": "\(DomainFault.of(error))"])
      }
    }
  }
}
