// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Values of records as plain text for people: in cells, exports and lines.
struct ValueText {
  /// Words for codes and members.
  let words: WordBook
  /// The language.
  let language: Language
  /// The place whose words count.
  let place: String?

  /// A value as one line; `path` leads to it from the kind of record.
  func line(
    _ value: JSON?, of path: [String], in record: JSON? = nil, names: [RecordID: String] = [:]
  ) -> String {
    switch value {
    case nil, .null: return words.absent(path.last ?? "")?[language] ?? ""
    case .bool(let value): return yesNo(value)
    case .int(let number):
      return words.isMoney(path.last ?? "") ? ValueText.money(number) : String(number)
    case .string(let text):
      if let id = RecordID(text) { return names[id] ?? unnamed(id) }
      return self.text(text, of: path, in: record)
    case .array(let elements):
      let shown = elements.prefix(20).map { line($0, of: path, in: record, names: names) }
      let rest = elements.count > 20 ? "…" : ""
      return shown.joined(separator: WordBook.listComma[language]) + rest
    case .object(let members):
      return members.sorted { $0.key < $1.key }.prefix(20).map { name, value in
        let label = words.label(at: path + [name], place: place)[language]
        return "\(label)：\(line(value, of: path + [name], in: record, names: names))"
      }.joined(separator: language == .zh ? "；" : "; ")
    }
  }

  /// What a record is called whose name nobody said: its kind and the end of its id.
  func unnamed(_ id: RecordID) -> String {
    "\(words.kind(of: id)[language]) …\(id.rawValue.suffix(4))"
  }

  /// A day, or the day of a moment.
  func day(_ text: String) -> String {
    String((Instant(text).map(ValueText.moment) ?? text).prefix(10))
  }

  /// A text of a member: a code in the member's words, else as any other text.
  func text(_ text: String, of path: [String], in record: JSON?) -> String {
    if let word = PlaceWords.word(for: text, at: path) { return word[language] }
    if record?["procedure"] == nil, words.placeWord(for: text, place: place) == nil,
      let word = words.word(for: text, of: path.last ?? "")
    {
      return word[language]
    }
    return self.text(text, in: record)
  }

  /// A text: a code in words, a moment in local time, anything else as it is.
  func text(_ text: String, in record: JSON?) -> String {
    if let word = words.word(for: text, in: record, place: place) { return word[language] }
    if let moment = Instant(text) { return ValueText.moment(moment) }
    return text
  }

  /// Yes or no in words.
  func yesNo(_ value: Bool) -> String {
    LocalText(zh: value ? "是" : "否", en: value ? "yes" : "no")[language]
  }

  /// A moment as day and time in China, such as `2026-11-21 11:00:00`.
  static func moment(_ moment: Instant) -> String {
    let shifted = moment.adding(milliseconds: 8 * 3_600_000).description
    return "\(shifted.prefix(10)) \(shifted.dropFirst(11).prefix(8))"
  }

  /// An amount in yuan with groups of three, such as `1,234.50`.
  static func money(_ fen: Int64) -> String {
    let parts = Money(fen: fen).description.split(separator: ".")
    let isNegative = parts[0].hasPrefix("-")
    let digits = Array(parts[0].drop { $0 == "-" })
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    return "\(isNegative ? "-" : "")\(grouped).\(parts[1])"
  }
}
