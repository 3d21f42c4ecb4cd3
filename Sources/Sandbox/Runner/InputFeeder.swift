// SPDX-License-Identifier: Apache-2.0
import CSandbox
import Foundation
import Glibc
import Synchronization

/// Writes a job's standard input from a thread of its own.
final class InputFeeder: Sendable {
  private let writer: OwnedDescriptor
  private let failure = Mutex<(any Error)?>(nil)
  private let finished = DispatchSemaphore(value: 0)

  /// Starts feeding; a failure of `source` stops the job through `stop`.
  init(
    writer: OwnedDescriptor, stop: JobStop, source: @escaping @Sendable (PipeWriter) throws -> Void
  ) {
    self.writer = writer
    Thread.detachNewThread { [self] in
      // A job that went away is an error of the write, not a signal to this process.
      var pipeSignal = sigset_t()
      sigemptyset(&pipeSignal)
      sigaddset(&pipeSignal, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &pipeSignal, nil)
      do {
        try source(PipeWriter(to: writer))
        writer.close()
      } catch is PipeWriter.Closed {
        writer.close()
      } catch {
        // The pipe stays open: the job must not take a part for the whole.
        failure.withLock { $0 = error }
        stop.request(.feedFailed)
      }
      finished.signal()
    }
  }

  /// Waits for the thread after the job has ended, and throws what the source threw.
  func finish() throws {
    finished.wait()
    writer.close()
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
