// SPDX-License-Identifier: Apache-2.0

/// The licence line opens every source file; in a script it follows the interpreter line.
struct LicenceRule: Rule {
  private static let licence = "SPDX-License-Identifier: " + "Apache-2.0"

  func findings(in file: SourceFile) -> [Finding] {
    let isScript = file.lines.first?.hasPrefix("#!") == true
    let isCode = [".swift", ".c", ".h"].contains { file.path.hasSuffix($0) }
    guard isScript || isCode && (file.isSource || file.isTest) else { return [] }
    let line = isScript ? 1 : 0
    let wanted = (isScript ? "# " : "// ") + Self.licence
    guard line < file.lines.count, file.lines[line] == wanted else {
      return [file.finding(line + 1, "line \(line + 1) must be `\(wanted)`")]
    }
    return []
  }
}
