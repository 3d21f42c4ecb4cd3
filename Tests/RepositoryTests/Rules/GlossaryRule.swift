// SPDX-License-Identifier: Apache-2.0

/// In a glossary table, the first column's Swift names and the second's terms occur once each.
struct GlossaryRule: Rule {
  func findings(in file: SourceFile) -> [Finding] {
    var found: [Finding] = []
    var seen: [String: Int] = [:]
    for row in MarkdownTable(file).rows where row.cells.first?.hasPrefix("`") == true {
      for cell in row.cells.prefix(2) where cell != "" {
        if let first = seen[cell] {
          found.append(file.finding(row.line, "\(cell) stands already in line \(first)"))
        }
        seen[cell] = row.line
      }
    }
    return found
  }
}
