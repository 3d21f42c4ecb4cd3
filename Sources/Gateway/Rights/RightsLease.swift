// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
import Synchronization

/// The rights of keys, held for a few seconds and dropped at once when something was decided.
///
/// A key is read once for each lease, however many calls come, and not at all in between.
package final class RightsLease: Sendable {
  /// The standard length of a lease in milliseconds.
  package static let standardMilliseconds: Int64 = 5_000

  /// What a lease was taken under; another decision, or another day, makes another one.
  private struct Terms: Hashable {
    let key: Digest
    let epoch: UInt64
    let day: Day
  }

  private struct Held {
    let rights: KeyRights?
    let terms: Terms
    let until: Int64
  }

  /// Guarded by its mutex.
  private struct State {
    var epoch: UInt64 = 0
    var held: [Digest: Held] = [:]
    var reads = 0
  }

  private let source: any RightsSource
  private let milliseconds: Int64
  private let keysMax: Int
  private let state = Mutex(State())
  private let flights = SingleFlight<Terms, KeyRights?>()

  /// Holds rights from a source.
  /// - Parameters:
  ///   - milliseconds: How long a lease lasts, at least one.
  ///   - keysMax: How many keys are held, unknown ones included.
  package init(
    source: any RightsSource, milliseconds: Int64 = RightsLease.standardMilliseconds,
    keysMax: Int = 20_000
  ) {
    self.source = source
    self.milliseconds = max(milliseconds, 1)
    self.keysMax = max(keysMax, 1)
  }

  /// The rights of a key by its secret's digest; nil for an unknown key.
  /// - Parameters:
  ///   - day: The day by the platform's clock.
  ///   - uptime: Milliseconds of a clock that nobody sets.
  package func rights(ofKey digest: Digest, on day: Day, uptime: Int64) async throws -> KeyRights? {
    let (terms, held) = state.withLock { state in
      (Terms(key: digest, epoch: state.epoch, day: day), state.held[digest])
    }
    if let held, held.terms == terms, uptime < held.until { return held.rights }
    return try await flights.value(terms) {
      let rights = try source.rights(ofKey: digest, on: day)
      state.withLock { state in
        state.reads += 1
        keep(Held(rights: rights, terms: terms, until: uptime + milliseconds), uptime, &state)
      }
      return rights
    }
  }

  /// Drops every lease: what was decided holds for the next call.
  package func invalidate() {
    state.withLock { state in
      state.epoch += 1
      state.held = [:]
    }
  }

  /// How often the source was read.
  package var reads: Int { state.withLock { $0.reads } }

  private func keep(_ held: Held, _ uptime: Int64, _ state: inout State) {
    guard held.terms.epoch == state.epoch else { return }
    if state.held.count >= keysMax {
      state.held = state.held.filter { $0.value.until > uptime }
      if state.held.count >= keysMax { state.held = [:] }
    }
    state.held[held.terms.key] = held
  }
}
