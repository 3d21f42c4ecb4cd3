// SPDX-License-Identifier: Apache-2.0
/// Reads what Python said when a script failed.
struct PythonFailure {
  var standardError: [UInt8]
  var code: String

  /// The exceptions that have a class; all others are `other`.
  static let classes: [String: JobFailure.Class] = [
    "SyntaxError": .syntax, "IndentationError": .syntax, "TabError": .syntax,
    "NameError": .unknownName, "UnboundLocalError": .unknownName, "AttributeError": .unknownName,
    "KeyError": .unknownName, "ImportError": .unknownName, "ModuleNotFoundError": .unknownName,
    "TypeError": .type, "ValueError": .type, "UnicodeDecodeError": .type,
    "UnicodeEncodeError": .type, "IndexError": .outOfRange, "OverflowError": .outOfRange,
    "ZeroDivisionError": .outOfRange, "AssertionError": .constraint,
    "PermissionError": .forbidden, "FileNotFoundError": .input, "MemoryError": .outOfMemory,
  ]

  /// The failure.
  var failure: JobFailure {
    let lines = String(decoding: standardError, as: UTF8.self).split(separator: "\n")
    guard let last = lines.last(where: { !$0.hasPrefix(" ") }) else { return JobFailure(.other) }
    let name = last.prefix { $0 != ":" }.split(separator: ".").last.map(String.init) ?? ""
    // No room left, or a single file larger than the whole scratch.
    if name == "OSError", last.contains("[Errno 28]") || last.contains("[Errno 27]") {
      return JobFailure(.scratchFull, line: line(lines))
    }
    return JobFailure(Self.classes[name] ?? .other, line: line(lines))
  }

  /// The last line of the script that the traceback names, if it is one of the script's lines.
  private func line(_ lines: [Substring]) -> Int? {
    let start = "  File \"/job/main.py\", line "
    guard let entry = lines.last(where: { $0.hasPrefix(start) }),
      let number = Int(entry.dropFirst(start.count).prefix { $0.isNumber })
    else { return nil }
    let count = code.split(separator: "\n", omittingEmptySubsequences: false).count
    return (1...count).contains(number) ? number : nil
  }
}
