// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

extension String: FieldValue {
  /// A text.
  package static var shape: FieldShape { .text }

  /// Reads a text without control characters other than newline and tab.
  package static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem> {
    guard let json, json != .null else { return .failure(.missing) }
    guard let text = json.string else {
      return .failure(.type(LocalText(zh: "文本", en: "a text")))
    }
    let range = bounds.length(most: 4_000)
    if text.isEmpty, range.lowerBound > 0 { return .failure(.missing) }
    guard range.contains(Int64(text.unicodeScalars.count)) else {
      return .failure(.bounds(range))
    }
    let isLine = range.upperBound <= FieldBounds.lineMax
    let controls = text.unicodeScalars.contains { scalar in
      (scalar.value < 0x20 && (isLine || (scalar != "\n" && scalar != "\t" && scalar != "\r")))
        || scalar.value == 0x7F
    }
    guard !controls else { return .failure(isLine ? .lines : .control) }
    return .success(text)
  }
}

extension Int: FieldValue {
  /// A whole number.
  package static var shape: FieldShape { .integer }

  /// Reads a whole number; a form's text of digits is accepted.
  package static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem> {
    guard let json, json != .null else { return .failure(.missing) }
    let value = json.int ?? json.string.flatMap { Int64($0) }
    guard let value else {
      return .failure(.type(LocalText(zh: "整数", en: "a whole number")))
    }
    guard bounds.number.contains(value) else { return .failure(.bounds(bounds.number)) }
    return .success(Int(value))
  }
}

extension Bool: FieldValue {
  /// Yes or no.
  package static var shape: FieldShape { .boolean }

  /// Reads true or false; a form's text is accepted.
  package static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem> {
    guard let json, json != .null else { return .failure(.missing) }
    if let value = json.bool { return .success(value) }
    switch json.string {
    case "true": return .success(true)
    case "false": return .success(false)
    default: return .failure(.type(LocalText(zh: "是或否", en: "true or false")))
    }
  }
}

extension RecordID: FieldValue {
  /// The id of a record.
  package static var shape: FieldShape { .id }

  /// Reads an id.
  package static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem> {
    guard let json, json != .null, json.string != "" else { return .failure(.missing) }
    guard let id = json.string.flatMap(RecordID.init) else {
      return .failure(.type(LocalText(zh: "编号", en: "an id")))
    }
    return .success(id)
  }
}

extension Day: FieldValue {
  /// A civil day.
  package static var shape: FieldShape { .day }

  /// Reads a day such as `2026-11-21`.
  package static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem> {
    guard let json, json != .null, json.string != "" else { return .failure(.missing) }
    guard let day = json.string.flatMap(Day.init) else {
      return .failure(.type(LocalText(zh: "日期，如 2026-11-21", en: "a day like 2026-11-21")))
    }
    return .success(day)
  }
}

extension Money: FieldValue {
  /// An amount in yuan with at most two decimals.
  package static var shape: FieldShape { .money }

  /// Reads an amount such as `12.34`.
  package static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem> {
    guard let json, json != .null, json.string != "" else { return .failure(.missing) }
    let expected = FieldProblem.type(
      LocalText(zh: "金额，如 12.34", en: "an amount like 12.34"))
    guard let text = json.string else { return .failure(expected) }
    do {
      return .success(try Money(yuan: text))
    } catch {
      return .failure(expected)
    }
  }
}

extension Optional: FieldValue where Wrapped: FieldValue {
  /// The same shape, not required.
  package static var shape: FieldShape { .optional(Wrapped.shape) }

  /// Reads nothing from a missing, null or empty member.
  package static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem> {
    guard let json, json != .null, json.string != "" else { return .success(nil) }
    return Wrapped.read(json, bounds).map { $0 }
  }
}
