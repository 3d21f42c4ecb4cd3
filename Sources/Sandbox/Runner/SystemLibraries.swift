// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The host's shared libraries, which every program in the sandbox is linked with.
enum SystemLibraries {
  #if arch(x86_64)
    private static let multiarch = "x86_64-linux-gnu"
  #else
    private static let multiarch = "aarch64-linux-gnu"
  #endif

  /// The folders shown: this architecture's libraries and the loader, nothing else of `/usr`.
  static var binds: [Bind] {
    let merged = ["/usr/lib/" + multiarch, "/usr/lib64"]
    let split = ["/lib/" + multiarch, "/lib64", "/lib/ld-linux-aarch64.so.1"]
    let loader = "/usr/lib/ld-linux-aarch64.so.1"
    let paths = isMerged ? merged + [loader] : merged + split
    return paths.filter { access($0, F_OK) == 0 }.map { Bind($0) }
  }

  /// The links that programs expect where `/lib` is a part of `/usr`.
  static var links: [(path: String, target: String)] {
    guard isMerged else { return [] }
    return [("/lib", "usr/lib"), ("/lib64", "usr/lib64")]
  }

  private static var isMerged: Bool {
    var status = stat()
    return lstat("/lib", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }
}
