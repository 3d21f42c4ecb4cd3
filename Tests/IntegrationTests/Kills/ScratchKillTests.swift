// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Testing

/// Servers that are ended while work lies on the encrypted scratch.
@Suite(
  .enabled(if: Built.hasScratch, "no gocryptfs or no /dev/fuse for this user"),
  .serialized)
struct ScratchKillTests {
  /// At which use of a scratch the server is ended: a delivery, a grant, a later piece of work.
  @Test(arguments: Built.isLong ? [1, 2, 3, 5, 8, 13] : [1, 3])
  func `what a killed server leaves on the disk is of no use to anybody`(_ use: Int) async throws {
    let data = Built.temporary("scratch")
    let scratch = data.appending(path: "domain/scratch")
    let server = try RunningServer(data: data, roles: "office,domain,edge", memoryInputs: 0)
    let tour = try ChildProgram(
      "shuyu",
      [
        "tour", "--json", "--server", server.address, "--accounts", server.accounts.path,
        "--persons", "500", "--shared", "/nonexistent",
      ])
    var seen: Set<String> = []
    let deadline = ContinuousClock.now + .seconds(240)
    while seen.count < use, ContinuousClock.now < deadline {
      seen.formUnion(try Self.mounts(of: data))
      sched_yield()
    }
    // Until something lies on the disk, there is nothing to be found.
    while try Self.bytes(below: scratch) == 0, ContinuousClock.now < deadline { sched_yield() }
    await server.kill()
    tour.kill()
    #expect(seen.count == use)

    // The program with the key dies with the server, before anybody can ask it for anything.
    while try !Self.servants(of: data).isEmpty, ContinuousClock.now < deadline { sched_yield() }
    #expect(try Self.servants(of: data) == [])
    #expect(try PlaintextSearch.findings(in: data) == [])
    for mount in try Self.mounts(of: data) {
      #expect(opendir(mount) == nil, "what is mounted at a dead scratch can be read")
    }

    let again = try RunningServer(data: data, roles: "office,domain,edge", memoryInputs: 0)
    #expect(await again.stop() == 0)
    #expect(try Self.mounts(of: data) == [])
    #expect(try PlaintextSearch.memoryFolders(of: data) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == [])
    #expect(try PlaintextSearch.findings(in: data) == [])
    try Built.remove(data)
  }

  /// The scratches of an installation that are mounted now.
  private static func mounts(of data: URL) throws -> [String] {
    let text = try String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)
    let tag = PlaintextSearch.memoryTag(of: data)
    return text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      return fields.count > 4 && fields[4].contains(tag) ? String(fields[4]) : nil
    }
  }

  /// The processes that serve an installation's scratches.
  private static func servants(of data: URL) throws -> [String] {
    let tag = PlaintextSearch.memoryTag(of: data)
    return try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
      guard Int(name) != nil,
        let words = FileManager.default.contents(atPath: "/proc/\(name)/cmdline")
      else { return false }
      let text = String(decoding: words, as: UTF8.self)
      return text.contains("-masterkey=stdin") && text.contains(tag)
    }
  }

  private static func bytes(below folder: URL) throws -> Int {
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    return names.reduce(0) { sum, name in
      var status = stat()
      guard lstat("\(folder.path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG
      else { return sum }
      return sum + status.st_size
    }
  }
}
