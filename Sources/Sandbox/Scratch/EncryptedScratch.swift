// SPDX-License-Identifier: Apache-2.0
import CSandbox
import Foundation
import Glibc

/// A file system on a disk whose key is in memory only: where data lie that memory does not carry.
///
/// gocryptfs encrypts contents and names under a random key that it gets through a pipe and that
/// nothing else knows. It is a child of a thread of its own and is killed with it, whatever ends
/// this process; what is left on the disk then cannot be read by anybody.
package final class EncryptedScratch: Sendable {
  /// Where it is mounted: a folder that only this user may enter lies above it.
  package let path: String

  /// As root: the user that jobs on the scratch run as.
  let user: uid_t?

  /// Says how full it is.
  let meter: ScratchMeter

  private let program: ScratchProgram
  private let tools: SandboxTools
  private let stop: JobStop
  private let ended = DispatchSemaphore(value: 0)

  /// Starts it on the calling thread, which must then ``hold()`` it.
  private init(
    at path: String, over cipher: String, tools: SandboxTools, key: [UInt8], floorBytes: UInt64
  ) throws {
    self.path = path
    self.tools = tools
    stop = try JobStop()
    let user = geteuid() == 0 ? JobUsers.take() : nil
    if geteuid() == 0, user == nil { throw SandboxError.system("too many jobs", EAGAIN) }
    self.user = user
    do {
      program = try ScratchProgram(
        tools: tools, cipher: cipher, mount: path, key: key, isForJobUser: user != nil)
    } catch {
      if let user { JobUsers.release(user) }
      throw error
    }
    meter = ScratchMeter(cipher: cipher, process: program.process, floorBytes: floorBytes)
    do {
      try program.awaitReady()
      guard csandbox_is_user_space(path) == 1 else {
        throw SandboxError.scratch("nothing is mounted at its folder")
      }
    } catch {
      takeDown()
      if let user { JobUsers.release(user) }
      throw error
    }
  }

  /// Runs a piece of work with a scratch of its own, destroyed afterwards whatever happens.
  ///
  /// Both folders exist, are empty and have mode 0700: `path` on a memory-backed mount, so that
  /// no backup of a data folder reads through it, and `cipher` on the disk. The key is 32 random
  /// bytes that nobody else may have. A job is stopped when fewer than `floorBytes` are free.
  ///
  /// - Throws: ``SandboxError`` when a program is missing or it cannot be mounted; no plaintext
  ///   lies anywhere then.
  package static func with<Result>(
    at path: String, over cipher: String, tools: SandboxTools, key: [UInt8], floorBytes: UInt64,
    _ body: (EncryptedScratch) async throws -> Result
  ) async throws -> Result {
    if let missing = tools.missingForScratch.first { throw SandboxError.missingTool(missing) }
    guard key.count == 32 else { throw SandboxError.specification("a scratch's key has 32 bytes") }
    let scratch = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        do {
          let scratch = try EncryptedScratch(
            at: path, over: cipher, tools: tools, key: key, floorBytes: floorBytes)
          continuation.resume(returning: scratch)
          scratch.hold()
        } catch {
          continuation.resume(throwing: error)
        }
      }
    }
    do {
      let result = try await body(scratch)
      await scratch.end()
      return result
    } catch {
      await scratch.end()
      throw error
    }
  }

  /// Makes a folder of mode 0700 in it and gives its path.
  package func make(_ name: String) throws -> String {
    let folder = path + "/" + name
    guard mkdir(folder, 0o700) == 0 else { throw SandboxError.system("make a folder", errno) }
    return folder
  }

  /// The bytes that are free on the disk below it, beyond those that must stay free.
  package var availableBytes: UInt64 {
    let free = meter.freeBytes
    return free > meter.floorBytes ? free - meter.floorBytes : 0
  }

  /// Whether it still serves: its program may have been ended by somebody else.
  package var isServing: Bool { csandbox_is_user_space(path) == 1 && program.isRunning }

  /// Serves until ``end()``, then takes everything down.
  private func hold() {
    program.wait(until: stop.event)
    takeDown()
    ended.signal()
  }

  private func end() async {
    stop.request(.cancelled)
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        ended.wait()
        continuation.resume()
      }
    }
    // Not before the work has ended: a job of this user may have outlived its scratch.
    if let user { JobUsers.release(user) }
  }

  /// The key goes first, with the program; then the mount, which nobody can use any more, and
  /// what is on the disk, which nobody can read.
  private func takeDown() {
    program.end()
    _ = ScratchMounts.unmount(path, tools: tools)
    _ = FolderClearing.empty(meter.cipher)
  }
}
