// SPDX-License-Identifier: Apache-2.0
private import Glibc

/// An open file, closed when it goes out of use. Locks taken on it end with it.
struct Descriptor: ~Copyable {
  private let number: Int32

  /// How a file is opened.
  enum Mode {
    /// For reading; it must exist.
    case read
    /// For reading and writing; it must exist.
    case change
    /// Made new with mode 600; it must not exist.
    case create
    /// For locking only; made when missing.
    case lock
    /// A folder, to flush its entries.
    case folder
  }

  init(_ path: String, _ mode: Mode) throws {
    let flags =
      switch mode {
      case .read: O_RDONLY
      case .change: O_RDWR
      case .create: O_RDWR | O_CREAT | O_EXCL
      case .lock: O_RDWR | O_CREAT
      case .folder: O_RDONLY | O_DIRECTORY
      }
    // A folder may be reached through a link; a file that is one is refused.
    let follow = mode == .folder ? 0 : O_NOFOLLOW
    number = unsafe Glibc.open(path, flags | follow | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw SystemFailure.last("open a file") }
  }

  deinit { _ = close(number) }

  /// The length of the file, in bytes.
  func byteCount() throws -> Int {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw SystemFailure.last("measure a file") }
    return Int(status.st_size)
  }

  /// Reads the next `count` bytes; fewer only at the end of the file.
  func read(_ count: Int) throws -> [UInt8] {
    var failed = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, let start = buffer.baseAddress {
        let got = unsafe Glibc.read(number, start + filled, count - filled)
        if got < 0 && errno == EINTR { continue }
        failed = got < 0
        if got <= 0 { break }
        filled += got
      }
    }
    guard !failed else { throw SystemFailure.last("read a file") }
    return bytes
  }

  /// Writes all bytes at the current place.
  func write(_ bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      let put = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(number, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if put < 0 && errno == EINTR { continue }
      guard put > 0 else { throw SystemFailure.last("write a file") }
      done += put
    }
  }

  /// Waits until content and length are on the disk.
  func flush() throws {
    guard fsync(number) == 0 else { throw SystemFailure.last("flush a file") }
  }

  /// Replaces the whole content by zeros, on the disk.
  func overwrite() throws {
    let count = try byteCount()
    guard lseek(number, 0, SEEK_SET) == 0 else { throw SystemFailure.last("rewind a file") }
    try write([UInt8](repeating: 0, count: count))
    try flush()
  }

  /// How a file is locked against other descriptors.
  enum Lock {
    /// Together with other shared locks.
    case shared
    /// Alone.
    case exclusive
  }

  /// Takes a lock if nobody stands against it; false otherwise.
  func tryLock(_ lock: Lock) throws -> Bool {
    while flock(number, (lock == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      guard errno == EINTR else { throw SystemFailure.last("lock a file") }
    }
    return true
  }

  /// Waits for the exclusive lock.
  func waitForLock() throws {
    while flock(number, LOCK_EX) != 0 {
      guard errno == EINTR else { throw SystemFailure.last("lock a file") }
    }
  }
}

/// The last error of the operating system as a vault error.
enum SystemFailure {
  static func last(_ operation: String) -> VaultError {
    .system(operation: operation, code: errno)
  }

  /// Whether an error means that a file does not exist.
  static func isMissing(_ error: any Error) -> Bool {
    guard case VaultError.system(_, let code) = error else { return false }
    return code == ENOENT
  }
}
