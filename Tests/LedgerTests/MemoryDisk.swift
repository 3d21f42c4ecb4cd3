// SPDX-License-Identifier: Apache-2.0
import Core
import Evidence
import Ledger
import Merkle
import Synchronization

/// A disk in memory that can fail at its n-th operation and can lose what was not made durable.
final class MemoryDisk: FileOperations {
  struct Failure: Error {}

  /// How an operation fails.
  enum Fault: CaseIterable {
    /// Nothing was done.
    case notStored
    /// It was done, and yet an error comes back.
    case storedButFailed
  }

  private struct State {
    var files: [String: [UInt8]] = [:]
    var folders: Set<String> = ["", "root"]
    /// Names that survive a loss of power: folder by folder as of the last synchronisation.
    var durable: [String: [UInt8]] = [:]
    var operations = 0
    var faultAt: Int?
    var fault = Fault.notStored
  }

  // Guards everything.
  private let state = Mutex(State())

  /// How many operations that change something were tried.
  var operations: Int { state.withLock { $0.operations } }

  /// Lets the n-th changing operation from now fail, counted from 0.
  func fail(at number: Int, _ fault: Fault) {
    state.withLock {
      $0.operations = 0
      $0.faultAt = number
      $0.fault = fault
    }
  }

  func healthy() { state.withLock { $0.faultAt = nil } }

  /// Takes the power away: only durable names and contents remain.
  func losePower() { state.withLock { $0.files = $0.durable } }

  var snapshot: [String: [UInt8]] { state.withLock { $0.files } }

  func restore(_ files: [String: [UInt8]]) { state.withLock { $0.files = files } }

  subscript(_ path: String) -> [UInt8]? {
    get { state.withLock { $0.files["root/" + path] } }
    set { state.withLock { $0.files["root/" + path] = newValue } }
  }

  private func change(_ body: (inout State) throws -> Void) throws {
    try state.withLock { state in
      let fails = state.operations == state.faultAt
      state.operations += 1
      if fails, state.fault == .notStored { throw Failure() }
      try body(&state)
      if fails { throw Failure() }
    }
  }

  func read(_ path: String, bytesMax: Int) throws -> [UInt8]? {
    try state.withLock { state in
      guard let bytes = state.files[path] else { return nil }
      guard bytes.count <= bytesMax else { throw Failure() }
      return bytes
    }
  }

  func write(_ bytes: [UInt8], to path: String) throws {
    try change { $0.files[path] = bytes }
  }

  func rename(_ path: String, to newPath: String) throws {
    try change { state in
      guard let bytes = state.files.removeValue(forKey: path) else { throw Failure() }
      guard state.folders.contains(Self.parent(newPath)) else { throw Failure() }
      state.files[newPath] = bytes
    }
  }

  func makeFolder(_ path: String) throws -> Bool {
    var isNew = false
    try change { state in
      guard state.folders.contains(Self.parent(path)) else { throw Failure() }
      isNew = state.folders.insert(path).inserted
    }
    return isNew
  }

  func synchronize(folder path: String) throws {
    try change { state in
      guard state.folders.contains(path) else { throw Failure() }
      state.durable = state.durable.filter { Self.parent($0.key) != path }
      for (name, bytes) in state.files where Self.parent(name) == path {
        state.durable[name] = bytes
      }
    }
  }

  func removeFolder(_ path: String) throws {
    try change { state in
      state.files = state.files.filter { !$0.key.hasPrefix(path + "/") }
      state.durable = state.durable.filter { !$0.key.hasPrefix(path + "/") }
      state.folders.remove(path)
    }
  }

  func files(below path: String) throws -> [String] {
    state.withLock { state in
      state.files.keys.filter { $0.hasPrefix(path + "/") }.map {
        String($0.dropFirst(path.count + 1))
      }
    }
  }

  private static func parent(_ path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }
}

extension MemoryDisk {
  /// Publishes what a source holds, with a publisher that knows nothing yet.
  @discardableResult
  func publish(_ source: MemorySource) throws -> Int {
    try publisher(source).publish().head.size
  }

  func publisher(
    _ source: MemorySource, check: LedgerPublisher.PrefixCheck = .whole
  ) throws -> LedgerPublisher {
    try LedgerPublisher(
      source: source, folder: "root", signers: TestKeys.signers(),
      started: .init(milliseconds: 0), prefixCheck: check, operations: self)
  }

  func audit() throws -> AuditReport {
    LedgerReader(folder: "root", operations: self).audit(keys: try TestKeys.keys())
  }
}
