// SPDX-License-Identifier: Apache-2.0
import Glibc
import Tabular
import Testing

@Suite struct DescriptorTests {
  @Test func `bytes go through a pipe and back`() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { close(ends[0]) }
    let bytes = Array("a,b\n1,2\n".utf8)
    var sink = DescriptorByteSink(ends[1])
    try sink.write(bytes.span)
    close(ends[1])
    let file = try ReadFile(DescriptorByteSource(ends[0]))
    #expect(file.rows == [["1", "2"]])
  }

  @Test func `a pipe without reader says closed`() throws {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    var sink = DescriptorByteSink(ends[1])
    #expect(throws: ByteSinkError.closed) { try sink.write([1, 2, 3].span) }
  }

  @Test func `a wrong descriptor is an error with its number`() {
    var sink = DescriptorByteSink(-1)
    #expect(throws: ByteSinkError.writeFailed(errno: EBADF)) { try sink.write([1].span) }
    #expect(ByteSinkError.writeFailed(errno: 9).description == "cannot write (system error 9)")
  }
}
