// SPDX-License-Identifier: Apache-2.0

/// The rows of the tables in a Markdown file, headings and rules left out.
struct MarkdownTable {
  /// The cells of each row, trimmed, with the line they stand on, counted from one.
  let rows: [(line: Int, cells: [String])]

  init(_ file: SourceFile) {
    var found: [(line: Int, cells: [String])] = []
    var isHeading = true
    for (index, line) in file.lines.enumerated() {
      guard line.hasPrefix("|") else {
        isHeading = true
        continue
      }
      let cells = line.dropFirst().split(separator: "|", omittingEmptySubsequences: false)
        .dropLast().map { $0.drop { $0 == " " }.trimmingTrailingSpaces() }
      let isRule = cells.allSatisfy { $0.allSatisfy { "-: ".contains($0) } }
      if !isHeading, !isRule { found.append((index + 1, cells)) }
      isHeading = false
    }
    rows = found
  }
}

extension Substring {
  fileprivate func trimmingTrailingSpaces() -> String {
    var text = self
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
