// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Sandbox
import Testing

@Suite struct FolderNamesTests {
  /// An entry for a name, as the kernel writes it: no longer than it must be, and then the end of
  /// the memory.
  private static func withEntryAtTheEnd<Result>(
    _ name: String, _ body: (UnsafeMutablePointer<dirent>) throws -> Result
  ) throws -> Result {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let memory = try #require(
      mmap(nil, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
    defer { munmap(memory, 2 * page) }
    try #require(memory != MAP_FAILED && mprotect(memory + page, page, PROT_NONE) == 0)
    let header = try #require(MemoryLayout<dirent>.offset(of: \.d_name))
    // As getdents64(2): the whole is a multiple of eight bytes.
    let bytes = (header + name.utf8.count + 1 + 7) / 8 * 8
    let start = memory + page - bytes
    (start + header).copyMemory(from: Array(name.utf8) + [0], byteCount: name.utf8.count + 1)
    return try body(start.assumingMemoryBound(to: dirent.self))
  }

  @Test(arguments: ["7", "1234", "a", "name with spaces", String(repeating: "长", count: 85)])
  func `a name is read no further than its end`(_ name: String) throws {
    let read = try Self.withEntryAtTheEnd(name) { FolderNames.name(of: $0) }
    #expect(read == Array(name.utf8))
  }

  @Test func `the copy of an entry reads past the end`() async {
    await #expect(processExitsWith: .signal(SIGSEGV)) {
      // The fault is what is asked for; nobody needs its trace.
      signal(SIGSEGV, SIG_DFL)
      try FolderNamesTests.withEntryAtTheEnd("7") { entry in
        let copy = entry.pointee
        withUnsafeBytes(of: copy.d_name) { bytes in
          if bytes.reduce(0, { $0 &+ Int($1) }) == 1 { print("never") }
        }
      }
    }
  }

  @Test func `every name of a large folder is given once, and the folder's own are not`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-names-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let made = Set((0..<3_000).map { "\($0)" } + ["..a", ".hidden", "名"])
    for name in made {
      try #require(close(creat(folder.path + "/" + name, 0o600)) == 0)
    }
    guard var names = FolderNames(folder.path) else {
      Issue.record("the folder cannot be read")
      return
    }
    let found = names.texts()
    #expect(found.count == made.count && Set(found) == made)
  }

  @Test func `what is no folder has no names`() {
    let file = FolderNames("/etc/passwd") == nil
    let nothing = FolderNames("/nonexistent") == nil
    #expect(file && nothing)
  }
}
