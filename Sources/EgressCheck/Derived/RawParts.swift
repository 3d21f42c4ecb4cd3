// SPDX-License-Identifier: Apache-2.0

/// Telling parts of a raw attribute, which an output may give away without the whole.
enum RawParts {
  /// The parts of a column: year and month of a day, ends of a long code, first letter of a name.
  static func columns(_ column: AlignedColumn) -> [AlignedColumn] {
    guard column.distinct > 30 else { return [] }
    let texts = column.texts.compactMap(\.self)
    guard let first = texts.first else { return [] }
    func part(_ name: String, _ cut: (String) -> Substring) -> AlignedColumn {
      AlignedColumn(
        name: "\(column.name)[\(name)]", texts: column.texts.map { $0.map { String(cut($0)) } })
    }
    let isDay =
      first.count >= 8 && first.contains("-") && AlignedColumn.number(first) != nil
      && Double(first) == nil
    if isDay {
      return [part("year") { $0.prefix(4) }, part("month") { $0.prefix(7) }]
    }
    let length = first.count
    let isCode =
      length >= 8 && texts.allSatisfy { $0.count == length }
      && first.count(where: \.isNumber) * 2 > length
    if isCode {
      return [
        part("last 4") { $0.suffix(4) }, part("first 6") { $0.prefix(6) },
        part("first 3") { $0.prefix(3) },
      ]
    }
    let isName = texts.allSatisfy {
      $0.count <= 8 && $0.unicodeScalars.allSatisfy { $0.value > 0x2E7F }
    }
    return isName ? [part("first") { $0.prefix(1) }] : []
  }

  /// Whether a category is one of its values, for each value that enough and not most have: an
  /// output may say of nobody what they have, and yet of whom it is this.
  static func flags(_ column: AlignedColumn) -> [AlignedColumn] {
    guard (3...30).contains(column.distinct) else { return [] }
    var counts = Array(repeating: 0, count: column.distinct)
    for code in column.codes { counts[code] += 1 }
    return counts.indices.filter { code in
      counts[code] >= 20 && counts[code] * 50 >= column.texts.count
        && counts[code] * 2 <= column.texts.count
    }.map { code in
      AlignedColumn(
        name: "\(column.name)[one value]", texts: column.codes.map { $0 == code ? "1" : "0" })
    }
  }

  /// Smaller pieces, of which books of codes are made but nothing else is tried: month and day, the
  /// inner digits of a long code, the last digit of a number.
  static func pieces(_ column: AlignedColumn) -> [AlignedColumn] {
    guard column.distinct > 100 else { return [] }
    let texts = column.texts.compactMap(\.self)
    guard let length = texts.first?.count else { return [] }
    func part(_ name: String, _ cut: (String) -> Substring) -> AlignedColumn {
      AlignedColumn(
        name: "\(column.name)[\(name)]", texts: column.texts.map { $0.map { String(cut($0)) } })
    }
    let isLong = length >= 15 && texts.allSatisfy { $0.count == length }
    if isLong {
      return stride(from: 2, to: length - 5, by: 2).map { start in
        part("4 from \(start + 1)") { $0.dropFirst(start).prefix(4) }
      }
    }
    guard column.numbers != nil else { return [] }
    if texts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 } }) {
      return [part("last digit") { $0.suffix(1) }]
    }
    return length == 10 ? [part("month and day") { $0.dropFirst(5) }] : []
  }
}
