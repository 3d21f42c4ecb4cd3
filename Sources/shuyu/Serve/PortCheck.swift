// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Whether a port of this machine is free, asked before anything is made.
enum PortCheck {
  /// Throws `SetupError` when another program listens on a port; 0 is always free.
  static func check(_ port: Int) throws {
    guard port != 0, let number = UInt16(exactly: port) else { return }
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var on: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = number.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let bound = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard bound == 0 else {
      throw SetupError("127.0.0.1:\(port) is taken by another program; give --port another one")
    }
  }
}
