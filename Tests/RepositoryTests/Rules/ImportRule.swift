// SPDX-License-Identifier: Apache-2.0

/// Imports go downwards only: each target names what it may import, and nothing else.
struct ImportRule: Rule {
  /// Modules of the toolchain that any target may import.
  static let toolchain: Set<String> = [
    "Swift", "Foundation", "FoundationEssentials", "Glibc", "Synchronization", "RegexBuilder",
    "Testing", "Dispatch",
  ]

  /// The project's targets from the bottom up: one line each, own targets then packages.
  ///
  /// A target may name only targets above its own line, which keeps the graph free of cycles.
  static let allowed: [(target: String, own: [String], packages: [String])] = [
    ("Core", [], []),
    ("COpenSSL", [], []),
    ("CSandbox", [], []),
    ("CODBC", [], []),
    ("Cryptography", ["Core", "COpenSSL"], []),
    ("Merkle", ["Core", "Cryptography"], []),
    ("Evidence", ["Core", "Cryptography", "Merkle"], []),
    ("Regulation", ["Core"], ["Yams"]),
    ("DisclosureControl", ["Core"], []),
    ("Tabular", ["Core"], []),
    ("CityGenerator", ["Core"], []),
    ("Platform", pure, []),
    ("Store", pure + ["Platform"], ["GRDB", "GRDBSQLite", "Logging"]),
    ("Ledger", ["Core", "Cryptography", "Merkle", "Evidence"], ["Logging"]),
    ("Vault", ["Core", "Cryptography"], ["Logging"]),
    ("Sandbox", ["Core", "CSandbox"], ["Logging"]),
    ("ODBC", ["Core", "CODBC", "Tabular", "Platform"], []),
    ("EgressCheck", ["Core", "Cryptography", "DisclosureControl", "Sandbox"], []),
    (
      "Gateway",
      ["Core", "Cryptography", "Evidence", "Regulation", "DisclosureControl", "Platform"],
      ["Logging"]
    ),
    ("Web", pure + ["Platform", "Gateway"], web),
    ("Work", pure + ["Platform"] + adapters, ["Logging", "Metrics", "ServiceLifecycle"]),
    (
      "Scenarios", ["Core", "Cryptography", "Regulation", "Platform", "Store"],
      ["Yams", "Logging"]
    ),
    (
      "shuyu", pure + ["Platform", "CityGenerator", "Web", "Work", "Scenarios", "ODBC"] + adapters,
      web + ["ServiceLifecycle", "ArgumentParser", "UnixSignals", "FoundationNetworking"]
    ),
    ("shuyu-verify", ["Core", "Cryptography", "Merkle", "Evidence"], ["ArgumentParser"]),
  ]

  private static let pure = [
    "Core", "Cryptography", "Merkle", "Evidence", "Regulation", "DisclosureControl", "Tabular",
  ]
  private static let adapters = ["Store", "Ledger", "Vault", "Sandbox", "Gateway", "EgressCheck"]
  private static let web = [
    "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOHTTP1", "Mustache", "Logging",
    "Metrics",
  ]
  /// Targets whose signatures carry no Foundation type.
  private static let plain: Set<String> = Set(pure + ["Platform", "CityGenerator"])

  func findings(in file: SourceFile) -> [Finding] {
    guard file.isSwift, file.isSource, let target = file.target else { return [] }
    guard let entry = Self.allowed.first(where: { $0.target == target }) else {
      return [file.finding(1, "target `\(target)` has no line in the table of imports")]
    }
    let modules = Self.toolchain.union(entry.own).union(entry.packages)
    var found: [Finding] = []
    for (index, line) in file.codeLines.enumerated() {
      guard let module = module(in: line) else { continue }
      if !modules.contains(module) {
        found.append(file.finding(index + 1, "`\(target)` may not import `\(module)`"))
      }
      let isExported = line.hasPrefix("package ") || line.hasPrefix("public ")
      if isExported, module.hasPrefix("Foundation"), Self.plain.contains(target) {
        found.append(file.finding(index + 1, "a pure target shows no Foundation type"))
      }
    }
    return found
  }

  /// The module a line imports, or nil.
  private func module(in line: String) -> String? {
    let words = line.split(separator: " ")
    guard let index = words.firstIndex(of: "import"), index < 4 else { return nil }
    let leading = words[..<index]
    let isImport = leading.allSatisfy {
      $0.hasPrefix("@") || ["package", "public", "internal", "private"].contains($0)
    }
    guard isImport else { return nil }
    let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol", "typealias", "var"]
    let rest = words[(index + 1)...].drop { kinds.contains($0) }
    return rest.first?.split(separator: ".").first.map(String.init)
  }
}
