// SPDX-License-Identifier: Apache-2.0

/// Lines of at most 100 columns, files of at most 500 lines.
struct SizeRule: Rule {
  /// Columns of a line; a line that holds a web address may be longer.
  let columnsMax = 100
  /// Lines of a file.
  let linesMax = 500

  func findings(in file: SourceFile) -> [Finding] {
    guard file.isSource || file.isTest else { return [] }
    var found: [Finding] = []
    if file.lineCount > linesMax {
      found.append(file.finding(1, "\(file.lineCount) lines, more than \(linesMax)"))
    }
    for (index, line) in file.lines.enumerated() where line.utf8.count > columnsMax {
      let columns = line.count
      guard columns > columnsMax, !line.contains("://") else { continue }
      found.append(file.finding(index + 1, "\(columns) columns, more than \(columnsMax)"))
    }
    return found
  }
}
