// SPDX-License-Identifier: Apache-2.0

/// What the values of a column tell apart from the values themselves: how they are written, how
/// long they are, and each of the numbers and words within them.
///
/// A value of many noisy parts has no book of codes; each of its parts has.
struct ColumnAspects {
  /// The fewest different values of a column that is taken apart: of fewer a book of codes tells
  /// all.
  private static let distinctMin = 40
  /// Most parts of one kind.
  private static let partsMax = 8
  /// Characters that are looked at one by one, from either end.
  private static let charactersMax = 8
  /// Most characters of a value that are read.
  private static let lengthMax = 400

  /// Each aspect as a column; its name is the column's with the aspect behind it.
  let columns: [AlignedColumn]

  init(_ column: AlignedColumn) {
    guard column.distinct >= Self.distinctMin else {
      columns = []
      return
    }
    let values = column.texts.map { text in
      text.map { Array($0.unicodeScalars.prefix(Self.lengthMax)) }
    }
    var found: [AlignedColumn] = []
    func add(_ name: String, _ part: ([Unicode.Scalar]) -> String?) {
      let texts = values.map { $0.flatMap(part) }
      let aspect = AlignedColumn(name: "\(column.name) (\(name))", texts: texts)
      if aspect.distinct > 1, aspect.codes != column.codes { found.append(aspect) }
    }
    add("length") { "\($0.count)" }
    add("form") { Self.form($0) }
    add("blanks and hidden characters") { Self.hidden($0) }
    add("capitals") { Self.capitals($0) }
    add("noughts at the ends") { Self.noughts($0) }
    add("sum of digits") { scalars in
      "\(scalars.reduce(0) { $0 + (Self.digit($1) ?? 0) })"
    }
    for place in 0..<Self.charactersMax {
      add("character \(place + 1)") { place < $0.count ? String($0[place]) : nil }
      add("character \(place + 1) from the end") { scalars in
        place < scalars.count ? String(scalars[scalars.count - 1 - place]) : nil
      }
    }
    let numbers = values.map { $0.map { Self.runs($0, of: Self.isDigit) } ?? [] }
    let words = values.map { $0.map { Self.runs($0, of: Self.isLetter) } ?? [] }
    for (name, parts) in [("number", numbers), ("word", words)] {
      let most = min(Self.partsMax, parts.reduce(0) { max($0, $1.count) })
      for place in 0..<most {
        let texts = parts.map { place < $0.count ? $0[place] : nil }
        let aspect = AlignedColumn(name: "\(column.name) (\(name) \(place + 1))", texts: texts)
        if aspect.distinct > 1, aspect.codes != column.codes { found.append(aspect) }
      }
    }
    if column.numbers != nil { found += Self.ends(column) }
    columns = found
  }

  /// The last digits of a number as numbers, decimals filled up.
  private static func ends(_ column: AlignedColumn) -> [AlignedColumn] {
    let digits = column.texts.map { text -> String? in
      guard let text, text.utf8.count <= AlignedColumn.digitsMax else { return nil }
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      let fraction = parts.count > 1 ? String(parts[1]) : ""
      let filled =
        fraction + String(repeating: "0", count: max(0, column.decimals - fraction.count))
      return (String(parts.first ?? "") + filled).filter { $0.isASCII && $0.isNumber }
    }
    return (2...8).compactMap { count in
      let texts = digits.map { $0.flatMap { $0.count > count ? String($0.suffix(count)) : nil } }
      let aspect = AlignedColumn(name: "\(column.name) (last \(count) digits)", texts: texts)
      return aspect.distinct > 1 ? aspect : nil
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { digit(scalar) != nil }

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.value {
    case 48...57: Int(scalar.value) - 48
    case 0xFF10...0xFF19: Int(scalar.value) - 0xFF10
    default: nil
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    !isDigit(scalar) && scalar.properties.isAlphabetic
  }

  /// The runs of characters of a kind; digits in their plain form.
  private static func runs(
    _ scalars: [Unicode.Scalar], of isKind: (Unicode.Scalar) -> Bool
  ) -> [String] {
    var runs: [String] = []
    var run = ""
    for scalar in scalars {
      if isKind(scalar) {
        if let digit = digit(scalar) {
          run += "\(digit)"
        } else {
          run.unicodeScalars.append(scalar)
        }
      } else if !run.isEmpty {
        runs.append(run)
        run = ""
      }
    }
    return run.isEmpty ? runs : runs + [run]
  }

  /// The kind of each character: digits, letters by their script, marks as they are.
  private static func form(_ scalars: [Unicode.Scalar]) -> String {
    String(
      String.UnicodeScalarView(
        scalars.prefix(64).map { scalar -> Unicode.Scalar in
          switch scalar.value {
          case 48...57: "9"
          case 0xFF10...0xFF19: "８"
          case 65...90: "A"
          case 97...122: "a"
          case 0x370...0x3FF: "α"
          case 0x400...0x4FF: "б"
          case 0x4E00...0x9FFF: "字"
          default: scalar
          }
        }))
  }

  private static func hidden(_ scalars: [Unicode.Scalar]) -> String {
    String(
      String.UnicodeScalarView(
        scalars.filter { scalar in
          scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
            || scalar.properties.generalCategory == .format
            || scalar.properties.generalCategory == .control
        }))
  }

  private static func capitals(_ scalars: [Unicode.Scalar]) -> String {
    String(
      String.UnicodeScalarView(
        scalars.compactMap { scalar -> Unicode.Scalar? in
          scalar.properties.isUppercase ? "1" : scalar.properties.isLowercase ? "0" : nil
        }))
  }

  /// How many noughts stand before and behind the other digits.
  private static func noughts(_ scalars: [Unicode.Scalar]) -> String {
    let first = scalars.prefix { $0 == "0" || $0 == "." || $0 == "-" }.count
    let last = scalars.reversed().prefix { $0 == "0" }.count
    return "\(first) \(last)"
  }
}
