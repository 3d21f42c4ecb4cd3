// SPDX-License-Identifier: Apache-2.0

/// No path of the machine a file was written on, in any text of the project.
struct LocalPathRule: Rule {
  private static let paths = [
    "/work" + "/main", "/work" + "/shared", "/tmp" + "/h-", "/tmp" + "/shuyu/", "/home" + "/user",
    "/Users" + "/", "/tmp" + "/bash_jobs",
  ]

  func findings(in file: SourceFile) -> [Finding] {
    file.lines.enumerated().compactMap { index, line in
      Self.paths.contains { line.contains($0) }
        ? file.finding(index + 1, "path of one machine; find the place from the project root")
        : nil
    }
  }
}
