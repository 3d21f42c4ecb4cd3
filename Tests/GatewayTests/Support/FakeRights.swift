// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Gateway
import Regulation
import Synchronization

/// Rights that a test grants and takes away.
final class FakeRights: RightsSource {
  struct Failure: Error {}

  struct State {
    var rights: [Digest: KeyRights] = [:]
    var subjects: Set<String> = []
    var lines: [RecordID: RecordID] = [:]
    var reads = 0
    var consentReads = 0
    var fails = false
  }

  let state = Mutex(State())

  func rights(ofKey digest: Digest, on day: Day) throws -> KeyRights? {
    try state.withLock { state in
      state.reads += 1
      if state.fails { throw Failure() }
      return state.rights[digest]
    }
  }

  func line(ofProduct product: RecordID) -> RecordID? {
    state.withLock { $0.lines[product] }
  }

  func isAuthorised(_ holder: KeyHolder, subject code: String, on day: Day) throws -> Bool {
    state.withLock { state in
      state.consentReads += 1
      return state.subjects.contains(code)
    }
  }

  /// The secret of a numbered key.
  static func secret(_ number: Int) -> String { "shuyu_secret-of-key-\(number)" }

  /// Lets a numbered key have a standing.
  func set(_ number: Int, holder: KeyHolder? = nil, _ standing: KeyRights.Standing) {
    let digest = SHA256.hash(Array(Self.secret(number).utf8))
    let holder = holder ?? Samples.holder(number)
    state.withLock { state in
      state.lines[holder.product] = holder.line
      state.rights[digest] = KeyRights(holder: holder, standing: standing)
    }
  }

  var reads: Int { state.withLock { $0.reads } }
}
