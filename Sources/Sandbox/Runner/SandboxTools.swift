// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Where the programs of the sandbox are on this machine.
package struct SandboxTools: Sendable, Hashable {
  /// bubblewrap.
  package var bubblewrap: String

  /// The DuckDB command line.
  package var duckdb: String

  /// The Python interpreter, a file (not a link) named `python3.N`, with its library below
  /// `/usr/lib/python3.N`.
  package var python: String

  /// The pinned libraries of the Python engine.
  package var sitePackages: String

  /// gocryptfs. Without it only what memory carries can be worked on.
  package var gocryptfs = "/usr/bin/gocryptfs"

  /// As root: what ends gocryptfs with the server.
  package var unshare = "/usr/bin/unshare"

  /// The program by which an ordinary user mounts it.
  package var fusermount = "/usr/bin/fusermount3"

  /// Names the programs; the folder is the one `scripts/install-tools` fills.
  package init(
    folder: String, bubblewrap: String = "/usr/bin/bwrap", python: String = "/usr/bin/python3.11"
  ) {
    self.bubblewrap = bubblewrap
    self.python = python
    duckdb = folder + "/duckdb"
    sitePackages = folder + "/python/site-packages"
  }

  /// What the encrypted scratch needs and this machine or user does not have; empty when all is
  /// there.
  package var missingForScratch: [String] {
    var programs = [("gocryptfs", gocryptfs), ("fusermount3", fusermount)]
    if geteuid() == 0 { programs.append(("unshare", unshare)) }
    var names = programs.filter { access($0.1, X_OK) != 0 }.map(\.0)
    if access("/dev/fuse", R_OK | W_OK) != 0 { names.append("/dev/fuse") }
    return names
  }

  /// Where gocryptfs looks for programs.
  var mountingPath: String {
    let folder = fusermount.split(separator: "/").dropLast().joined(separator: "/")
    return "/\(folder):/usr/bin:/bin"
  }

  /// The programs that are missing, by name; empty when all are there.
  package var missing: [String] {
    let programs = [("bubblewrap", bubblewrap), ("DuckDB", duckdb), ("Python", python)]
    var names = programs.filter { access($0.1, X_OK) != 0 }.map(\.0)
    if access(sitePackages, R_OK) != 0 { names.append("Python libraries") }
    return names
  }
}
