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

  /// Names the programs; the folder is the one `scripts/install-tools` fills.
  package init(
    folder: String, bubblewrap: String = "/usr/bin/bwrap", python: String = "/usr/bin/python3.11"
  ) {
    self.bubblewrap = bubblewrap
    self.python = python
    duckdb = folder + "/duckdb"
    sitePackages = folder + "/python/site-packages"
  }

  /// The programs that are missing, by name; empty when all are there.
  package var missing: [String] {
    let programs = [("bubblewrap", bubblewrap), ("DuckDB", duckdb), ("Python", python)]
    var names = programs.filter { access($0.1, X_OK) != 0 }.map(\.0)
    if access(sitePackages, R_OK) != 0 { names.append("Python libraries") }
    return names
  }
}
