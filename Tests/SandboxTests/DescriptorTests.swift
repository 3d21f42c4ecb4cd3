// SPDX-License-Identifier: Apache-2.0
import Glibc
import Sandbox
import Testing

/// Descriptors have one owner.
struct DescriptorTests {
  @Test func `closing twice closes once`() throws {
    let pipe = try OwnedDescriptor.pipe()
    pipe.reader.close()
    pipe.reader.close()
    #expect(!pipe.reader.isOpen)
    #expect(pipe.reader.with { $0 } == nil)
    #expect(pipe.writer.isOpen)
  }

  @Test func `a pipe is not inherited by other programs`() throws {
    let pipe = try OwnedDescriptor.pipe()
    for end in [pipe.reader, pipe.writer] {
      let flags = try #require(end.with { fcntl($0, F_GETFD) })
      #expect(flags & FD_CLOEXEC != 0)
    }
  }

  @Test func `what is written arrives`() throws {
    let pipe = try OwnedDescriptor.pipe()
    let writer = PipeWriter(to: pipe.writer)
    try writer.write([1, 2, 3])
    try writer.write([])
    pipe.writer.close()
    var buffer = [UInt8](repeating: 0, count: 16)
    #expect(pipe.reader.with { read($0, &buffer, 16) } == 3)
    #expect(Array(buffer.prefix(3)) == [1, 2, 3])
    #expect(pipe.reader.with { read($0, &buffer, 16) } == 0)
  }

  @Test func `writing to a closed end is told`() throws {
    let pipe = try OwnedDescriptor.pipe()
    pipe.writer.close()
    #expect(throws: PipeWriter.Closed.self) { try PipeWriter(to: pipe.writer).write([1]) }
  }

  @Test(arguments: [
    (SandboxError.specification("a"), "sandbox specification: a"),
    (.missingTool("DuckDB"), "DuckDB is missing; run scripts/install-tools"),
    (.outputOnDisk, "the output folder must be on a memory-backed mount, such as /dev/shm"),
    (.outputNotPrivate, "the output folder must have mode 0700"),
    (.system("pipe", 24), "pipe failed (error 24)"),
    (.refused("x"), "bubblewrap could not build the sandbox: x"),
  ])
  func `an error says what is wrong`(_ error: SandboxError, _ text: String) {
    #expect(error.description == text)
  }

  @Test func `an input others cannot read is explained`() {
    let text = SandboxError.unreadableInput("a.csv").description
    #expect(text.contains("a.csv") && text.contains("0444"))
  }
}
