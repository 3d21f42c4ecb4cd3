// SPDX-License-Identifier: Apache-2.0
/// Reads what the DuckDB command line said when it failed.
struct DuckDBFailure {
  var standardOutput: [UInt8]
  var standardError: [UInt8]
  var code: String

  /// The kinds of error DuckDB names, as the start of a line of standard error.
  static let classes: [(start: String, class: JobFailure.Class)] = [
    ("Parser Error", .syntax), ("Syntax Error", .syntax), ("Unknown Command Error", .syntax),
    ("Binder Error", .unknownName), ("Catalog Error", .unknownName),
    ("Conversion Error", .type), ("Mismatch Type Error", .type), ("Invalid type Error", .type),
    ("Out of Range Error", .outOfRange), ("Constraint Error", .constraint),
    ("Permission Error", .forbidden), ("Out of Memory Error", .outOfMemory),
    ("IO Error", .input), ("HTTP Error", .forbidden), ("Missing Extension Error", .forbidden),
    ("Invalid Input Error: Cannot change configuration option", .forbidden),
    ("Invalid Input Error", .type), ("Interrupt Error", .cancelled),
  ]

  /// The failure.
  var failure: JobFailure {
    let lines = String(decoding: standardError, as: UTF8.self).split(separator: "\n")
    for line in lines {
      if line.contains("cannot be used in -safe mode") {
        return JobFailure(.forbidden, line: self.line(lines, isUnparsed: false))
      }
      guard let known = Self.classes.first(where: { line.hasPrefix($0.start) }) else { continue }
      if known.class == .input, line.contains("No space left") || line.contains("not enough space")
      {
        return JobFailure(.scratchFull, line: self.line(lines, isUnparsed: false))
      }
      // Memory and the scratch together were not enough.
      if known.class == .outOfMemory, line.contains("failed to offload data block") {
        return JobFailure(.scratchFull, line: self.line(lines, isUnparsed: false))
      }
      let isUnparsed = line.hasPrefix("Parser Error")
      return JobFailure(known.class, line: self.line(lines, isUnparsed: isUnparsed))
    }
    return JobFailure(.other, line: line(lines, isUnparsed: false))
  }

  /// The line of the code: in or, when it could not be parsed, after the statement echoed last,
  /// the line that the error quotes.
  private func line(_ errors: [Substring], isUnparsed: Bool) -> Int? {
    let source = code.split(separator: "\n", omittingEmptySubsequences: false).map(Self.trimmed)
    let echoed = String(decoding: standardOutput, as: UTF8.self)
      .split(separator: "\n").map { Self.trimmed($0) }.filter { !$0.isEmpty && $0 != ";" }
    // The platform's own statements after the code: a declared query failed, not the code.
    if echoed.contains(where: { $0.hasPrefix(DuckDBEngine.resultTable) }) { return nil }
    let quoted = errors.compactMap(Self.quoted).first
    let end = lastEchoed(source, echoed)
    if isUnparsed {
      guard let quoted else { return nil }
      let rest = source[((end ?? -1) + 1)...]
      return rest.firstIndex { $0.contains(quoted) }.map { $0 + 1 }
    }
    guard let end else { return nil }
    guard let quoted else { return end + 1 }
    return (source[...end].lastIndex { $0.contains(quoted) } ?? end) + 1
  }

  /// The line of the source at which what was echoed ends: of several equal lines, the one with
  /// the most that matches before it.
  private func lastEchoed(_ source: [Substring], _ echoed: [Substring]) -> Int? {
    guard let last = echoed.last else { return nil }
    var best: (line: Int, matched: Int)?
    for index in source.indices where source[index] == last {
      let matched = matchedBackwards(source[...index], echoed)
      if matched >= (best?.matched ?? 0) { best = (index, matched) }
    }
    return best?.line
  }

  /// How many of the last echoed lines are the last lines of the source, blank lines aside.
  private func matchedBackwards(_ source: ArraySlice<Substring>, _ echoed: [Substring]) -> Int {
    let filled = source.reversed().lazy.filter { !$0.isEmpty }
    return zip(filled, echoed.reversed()).prefix { $0 == $1 }.count
  }

  /// The text after `LINE n: `, without the dots that stand for what was cut off.
  private static func quoted(_ line: Substring) -> Substring? {
    guard line.hasPrefix("LINE "), let colon = line.firstIndex(of: ":") else { return nil }
    var text = trimmed(line[line.index(after: colon)...])
    while text.hasSuffix(".") { text = text.dropLast() }
    while text.hasPrefix(".") { text = text.dropFirst() }
    return text.isEmpty ? nil : text
  }

  private static func trimmed(_ line: Substring) -> Substring {
    let head = line.drop { $0 == " " || $0 == "\t" }
    guard let last = head.lastIndex(where: { $0 != " " && $0 != "\t" && $0 != "\r" }) else {
      return head.prefix(0)
    }
    return head[...last]
  }
}
