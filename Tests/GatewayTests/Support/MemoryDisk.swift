// SPDX-License-Identifier: Apache-2.0
import Gateway
import Synchronization

/// Files in memory: what was flushed survives a crash, any operation can be made to fail.
final class MemoryDisk: UsageDisk {
  struct Content {
    var bytes: [UInt8] = []
    var flushed = 0
  }

  struct State {
    var files: [String: Content] = [:]
    var operations = 0
    var failsAt: Int?
    var flushes = 0
  }

  struct Failure: Error {}

  let state = Mutex(State())

  init(_ files: [String: [UInt8]] = [:]) {
    state.withLock { state in
      state.files = files.mapValues { Content(bytes: $0, flushed: $0.count) }
    }
  }

  /// The content of all files.
  var files: [String: [UInt8]] { state.withLock { $0.files.mapValues(\.bytes) } }

  /// What a loss of power leaves: the bytes that were flushed.
  var flushed: [String: [UInt8]] {
    state.withLock { $0.files.mapValues { Array($0.bytes.prefix($0.flushed)) } }
  }

  /// How often a file was flushed.
  var flushes: Int { state.withLock { $0.flushes } }

  /// Lets the n-th operation from now fail, and all after it.
  func fail(after operations: Int) {
    state.withLock { $0.failsAt = $0.operations + operations }
  }

  /// Lets operations succeed again.
  func heal() { state.withLock { $0.failsAt = nil } }

  func change<T>(_ body: (inout State) throws -> T) throws -> T {
    try state.withLock { state in
      state.operations += 1
      if let failsAt = state.failsAt, state.operations > failsAt { throw Failure() }
      return try body(&state)
    }
  }

  func makeFolder(_ path: String) {}

  func names(_ path: String) -> [String] {
    state.withLock { state in
      state.files.keys.filter { $0.hasPrefix(path + "/") }
        .map { String($0.dropFirst(path.count + 1)) }.sorted()
    }
  }

  func read(_ path: String, bytesMax: Int) throws -> [UInt8] {
    guard let file = files[path] else { throw Failure() }
    return Array(file.prefix(bytesMax))
  }

  func create(_ path: String) throws -> any UsageFile {
    try change { state in
      guard state.files[path] == nil else { throw Failure() }
      state.files[path] = Content()
    }
    return MemoryFile(disk: self, path: path)
  }

  func reopen(_ path: String, cutTo bytes: Int) throws -> any UsageFile {
    try change { state in
      guard let file = state.files[path] else { throw Failure() }
      state.files[path] = Content(bytes: Array(file.bytes.prefix(bytes)), flushed: bytes)
    }
    return MemoryFile(disk: self, path: path)
  }

  func remove(_ path: String) throws {
    try change { state in
      guard state.files.removeValue(forKey: path) != nil else { throw Failure() }
    }
  }
}

/// A file of `MemoryDisk`.
struct MemoryFile: UsageFile {
  let disk: MemoryDisk
  let path: String

  func append(_ bytes: [UInt8]) throws {
    try disk.change { $0.files[path]?.bytes += bytes }
  }

  func synchronize() throws {
    try disk.change { state in
      state.flushes += 1
      let length = state.files[path]?.bytes.count ?? 0
      state.files[path]?.flushed = length
    }
  }
}
