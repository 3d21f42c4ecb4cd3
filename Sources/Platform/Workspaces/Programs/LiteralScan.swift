// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import Regulation

/// How much data a program carries in its own text: numbers, quoted texts and comments.
///
/// Data come into a job as grants and as imports that people agreed to (HD-12-d, QZ-20.3-a). A
/// table written into the code would come in without either, so a text that holds more than a
/// program needs is not registered. Bounds on the whole text hold whatever a quote or a comment is
/// taken for; what stays below them is said in the threat model.
struct LiteralScan {
  /// The most numbers and pieces of quoted text in source and queries together. A program of a
  /// thousand lines needs a few hundred; a table of 350 rows with three columns is beyond it.
  static let itemsMax = 1_000
  /// The most bytes of quoted texts and comments together.
  static let textBytesMax = 32 * 1024
  /// The longest piece of quoted text or comment without a blank, in bytes; codings have none.
  static let wordBytesMax = 512

  /// The most bytes of source and queries together, however they are to be read.
  static let bytesMax = 64 * 1024
  /// The most runs of digits anywhere, in names and comments too.
  static let figuresMax = 2_000
  /// The most digits of all runs together.
  static let digitsMax = 8_000
  /// The most words that differ, anywhere.
  static let wordsMax = 2_000

  /// The longest run without a blank anywhere, in bytes.
  static let runBytesMax = 1_024

  /// What is counted without reading quotes and comments, so that no way to begin or end one gets
  /// round it.
  let measure: TextMeasure
  /// Numbers, quoted texts, and what separators part within them.
  let items: Int
  /// The bytes of quoted texts and comments.
  let textBytes: Int
  /// The bytes of the longest of their words.
  let longestWord: Int
  private let text: String

  /// Looks through the source and the queries of the outputs.
  ///
  /// A backslash before a quote is an escape in one language and none in the other. The text is
  /// read both ways and what counts more stands; both can be led astray, which is why the whole
  /// text has bounds of its own.
  init(_ source: String, _ outputs: [DeclaredOutput]) {
    text = ([source] + outputs.compactMap(\.query)).joined(separator: "\n;\n")
    let bytes = Array(text.utf8)
    measure = TextMeasure(bytes)
    let counts = [true, false].map { LiteralCount(bytes, escapes: $0) }
    items = counts.map(\.items).max() ?? 0
    textBytes = counts.map(\.textBytes).max() ?? 0
    longestWord = counts.map(\.longestWord).max() ?? 0
  }

  /// Whether it holds no more than a program needs.
  var isProgram: Bool {
    items <= Self.itemsMax && textBytes <= Self.textBytesMax && longestWord <= Self.wordBytesMax
      && isShort
  }

  /// Whether it holds no more than a program needs by what is counted without reading it.
  private var isShort: Bool {
    measure.bytes <= Self.bytesMax && measure.figures <= Self.figuresMax
      && measure.digits <= Self.digitsMax && measure.words <= Self.wordsMax
      && measure.longestRun <= Self.runBytesMax
  }

  /// Why the text is more than a program; empty where it is not.
  func reasons(_ profile: Profile) -> [Reason] {
    let clauses = profile.imports?.reviewers.clauses ?? []
    var reasons: [Reason] = []
    if !isProgram {
      reasons.append(
        Reason(
          "program.literals", clauses: clauses,
          zh: "程序内的常量过多（数值和文字 \(items) 项，至多 \(Self.itemsMax) 项；引号内和注释共 "
            + "\(textBytes) 字节，至多 \(Self.textBytesMax)；最长一段 \(longestWord) 字节，至多 "
            + "\(Self.wordBytesMax)；全文 \(measure.bytes) 字节，至多 \(Self.bytesMax)；数字 "
            + "\(measure.figures) 处 \(measure.digits) 位，至多 \(Self.figuresMax) 处 "
            + "\(Self.digitsMax) 位；不同的词 \(measure.words) 个，至多 \(Self.wordsMax)；最长连续 "
            + "\(measure.longestRun) 字节，至多 \(Self.runBytesMax)），数据须申请导入，不写入程序",
          en: "the program holds too many constants: \(items) of \(Self.itemsMax), \(textBytes) of "
            + "\(Self.textBytesMax) bytes of text, a piece of \(longestWord) of "
            + "\(Self.wordBytesMax) bytes; in all \(measure.bytes) of \(Self.bytesMax) bytes, "
            + "\(measure.figures) of \(Self.figuresMax) figures with \(measure.digits) of "
            + "\(Self.digitsMax) digits, \(measure.words) of \(Self.wordsMax) words, a run of "
            + "\(measure.longestRun) of \(Self.runBytesMax) bytes; ask for an import of data",
          field: "source"))
    }
    if ContentScan.containsPersonalCode(text) {
      reasons.append(
        Reason(
          "program.personal", clauses: clauses, zh: "程序中不得写入证件号码、手机号等个人标识",
          en: "a program holds nobody's code or number", field: "source"))
    }
    return reasons
  }
}
