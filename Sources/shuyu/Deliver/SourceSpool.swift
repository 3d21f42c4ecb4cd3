// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Glibc
import Tabular

/// A folder with what was read of a database, until it is delivered.
///
/// The file of rows and then the note beside it are written whole, so that a note means that every
/// row is there. Without a folder of the caller's a private one is made and removed at the end.
struct SourceSpool {
  /// The file of rows.
  struct Taken {
    let bytes: Int
    let digest: String
  }

  private let folder: URL
  private let isOwn: Bool
  private let order: SourceOrder

  private var note: URL { folder.appending(path: "delivery.json") }
  /// The rows as CSV.
  var rows: URL { folder.appending(path: "rows.csv") }

  /// Opens the folder, or makes it, for this user alone.
  init(folder path: String?, order: SourceOrder) throws {
    self.order = order
    isOwn = path == nil
    if let path {
      folder = URL(filePath: path)
      if !FileManager.default.fileExists(atPath: folder.path), unsafe mkdir(folder.path, 0o700) != 0
      {
        throw ClientEnding.mistake("--spool: the folder cannot be made")
      }
    } else {
      var template = Array("\(NSTemporaryDirectory())/shuyu-deliver-XXXXXX".utf8CString)
      let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
        unsafe buffer.baseAddress.map { unsafe mkdtemp($0) != nil } ?? false
      }
      guard made else { throw SetupError("no folder for what is read can be made") }
      let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
      folder = URL(filePath: String(decoding: bytes, as: UTF8.self))
    }
    var status = stat()
    let isThere = unsafe lstat(folder.path, &status) == 0
    guard isThere, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
      status.st_mode & 0o077 == 0
    else {
      throw ClientEnding.mistake("--spool: the folder must be this user's own, mode 700")
    }
  }

  /// What an earlier run left, whole; nil when there is nothing.
  func kept() throws -> JSON? {
    guard FileManager.default.fileExists(atPath: note.path) else { return nil }
    let found: JSON
    do {
      found = try JSON.parse(Array(Data(contentsOf: note)))
    } catch {
      throw ClientEnding.mistake("--spool: delivery.json cannot be read; remove the folder")
    }
    guard found["order"]?.string == order.fingerprint else {
      throw ClientEnding.mistake("--spool: the folder holds another delivery; name another one")
    }
    return found
  }

  /// Writes the rows, and gives their number and what the file is.
  func fill(_ read: (any ByteSink) throws -> Int) throws -> (Int, Taken) {
    let descriptor = unsafe open(
      rows.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SetupError("the file of rows cannot be written") }
    defer { close(descriptor) }
    let tally = Tally(descriptor)
    let count = try read(
      ClosureByteSink { span throws(ByteSinkError) in try tally.write(span) })
    guard fsync(descriptor) == 0 else { throw SetupError("the file of rows cannot be written") }
    return (count, Taken(bytes: tally.bytes, digest: tally.digest))
  }

  /// Notes that every row is there.
  func keep(_ taken: Taken, columns: [String], rows: Int) throws {
    try write([
      "order": .string(order.fingerprint), "columns": .array(columns.map { .string($0) }),
      "rows": .int(Int64(rows)), "bytes": .int(Int64(taken.bytes)),
      "digest": .string(taken.digest),
    ])
  }

  /// Notes that the file was uploaded, or with nil that it has to be once more.
  func uploaded(_ id: String?) throws {
    guard var members = try kept()?.object else { return }
    members["upload"] = id.map { .string($0) }
    try write(.object(members))
  }

  /// Removes what was kept: it is delivered.
  func done() {
    for file in [note, rows] { try? FileManager.default.removeItem(at: file) }
  }

  /// Removes a folder that was made for this run alone.
  func leave() {
    if isOwn { try? FileManager.default.removeItem(at: folder) }
  }

  private func write(_ json: JSON) throws {
    try Data(json.canonical()).write(to: note, options: .atomic)
  }

  /// Counts and hashes what is written.
  private final class Tally {
    private var sink: DescriptorByteSink
    private var hasher = Hasher256(.sha256)
    private(set) var bytes = 0

    init(_ descriptor: Int32) {
      sink = DescriptorByteSink(descriptor)
    }

    var digest: String { hasher.finalize().hex }

    func write(_ span: Span<UInt8>) throws(ByteSinkError) {
      try sink.write(span)
      unsafe hasher.update(span.bytes)
      bytes += span.count
    }
  }
}
