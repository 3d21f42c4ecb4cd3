// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Sandbox

/// One check's private folder in memory, and queries over the files staged in it.
///
/// Everything that reads data runs in the sandbox.
struct Session: Sendable {
  /// The bounds of one query.
  static let limits = SandboxLimits(
    memoryBytes: 6 << 30, scratchBytes: 8 << 30, outputBytes: 2 << 30, processesMax: 64,
    cpuSeconds: 1800, wallClock: .seconds(900), outputTextBytes: 8 << 20)

  let runner: SandboxRunner
  let folder: String
  /// Files of the host that are shown as they lie there.
  private let held = HeldFiles()

  /// Runs a piece of work with a session whose folder is removed afterwards whatever happens.
  static func with<Result>(
    _ runner: SandboxRunner, memory: String, _ body: (Session) async throws -> Result
  ) async throws -> Result {
    let folder = "\(memory)/shuyu-check-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    for path in [folder, folder + "/in", folder + "/out"] {
      guard unsafe mkdir(path, 0o700) == 0 else { throw SandboxError.system("mkdir", errno) }
    }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(Session(runner: runner, folder: folder))
  }

  /// Makes an opened file of the host an input.
  ///
  /// One that everybody may read is shown where it lies, read-only, and must stay as it is until
  /// the last query; of any other a copy is made in memory.
  func stage(_ file: HeldFile, as name: String, field: String) throws {
    if file.isPublic {
      held.add(file, as: name)
      return
    }
    let target = folder + "/in/" + name
    do {
      try file.copy(to: target)
    } catch {
      throw SpecProblem(
        field, zh: "内存不足以读入此文件", en: "there is not enough memory to take in this file",
        isTooLarge: true)
    }
    try file.confirm(field: field)
    guard unsafe chmod(target, 0o444) == 0 else { throw SandboxError.system("chmod", errno) }
  }

  /// Writes bytes as a file of the session.
  func stage(_ bytes: [UInt8], as name: String) throws {
    let target = folder + "/in/" + name
    guard
      FileManager.default.createFile(
        atPath: target, contents: Data(bytes), attributes: [.posixPermissions: 0o444])
    else { throw SandboxError.system("write", errno) }
  }

  /// Runs statements over staged files; the outputs are then in the session.
  func run(
    _ sql: String, inputs: [String], outputs: Set<String> = [], field: String
  ) async throws -> [UInt8] {
    var query = TrustedQuery(
      sql: sql,
      inputs: inputs.map { held.input($0) ?? InputFile(name: $0, path: folder + "/in/" + $0) },
      outputs: OutputRule(folder: folder + "/out", names: outputs, filesMax: max(1, outputs.count)),
      limits: Self.limits)
    query.believesStatistics = false
    let receipt: SandboxReceipt
    do {
      receipt = try await query.run(with: runner)
    } catch let error as SandboxError {
      // A file that is no longer what was opened is not shown: say that, and not how it failed.
      for name in inputs { try held[name]?.confirm(field: field) }
      throw error
    }
    for name in inputs { try held[name]?.confirm(field: field) }
    if let failure = TrustedQuery.failure(of: receipt) {
      throw Self.problem(failure, receipt, field: field)
    }
    return receipt.standardOutput
  }

  /// Reads an output.
  func output(_ name: String, bytesMax: Int = 512 << 20) throws -> [UInt8] {
    guard let handle = FileHandle(forReadingAtPath: folder + "/out/" + name) else {
      throw SandboxError.system("open", errno)
    }
    defer { try? handle.close() }
    let data = try handle.read(upToCount: bytesMax + 1) ?? Data()
    guard data.count <= bytesMax else {
      throw SpecProblem("input", zh: "结果过大", en: "the result is too large", isTooLarge: true)
    }
    return Array(data)
  }

  /// Makes an output an input of later queries.
  func keep(_ name: String) throws {
    let target = folder + "/in/" + name
    try FileManager.default.moveItem(atPath: folder + "/out/" + name, toPath: target)
    guard unsafe chmod(target, 0o444) == 0 else { throw SandboxError.system("chmod", errno) }
  }

  /// A query's failure in words; what the engine printed may hold values and is not shown.
  private static func problem(
    _ failure: JobFailure, _ receipt: SandboxReceipt, field: String
  ) -> SpecProblem {
    switch failure.class {
    case .outOfMemory, .scratchFull, .outputTooLarge, .timedOut, .cpuExceeded:
      SpecProblem(
        field, zh: "超出检查的内存或时间上限", en: "exceeds the memory or time this check may take",
        isTooLarge: true)
    default:
      SpecProblem(
        field, zh: "文件不是格式良好的 CSV 或 Parquet（检查每行字段数、引号与 UTF-8 编码）",
        en: "is no well-formed CSV or Parquet file (look at fields per row, quotes, UTF-8); "
          + failure.class.rawValue)
    }
  }
}
