// SPDX-License-Identifier: Apache-2.0

/// An object of a specification, read member by member; unknown members are refused.
struct SpecObject {
  let path: String
  let members: [Document.Member]

  /// Takes an object whose members are all among `known`.
  init(_ document: Document, at path: String, known: Set<String>) throws(SpecProblem) {
    guard case .object(let members) = document else {
      throw SpecProblem(path, zh: "应为对象", en: "must be an object")
    }
    if let unknown = members.first(where: { !known.contains($0.name) }) {
      throw SpecProblem(
        Self.join(path, unknown.name), zh: "未知的键；可用：\(known.sorted().joined(separator: "、"))",
        en: "unknown key; known keys are \(known.sorted().joined(separator: ", "))")
    }
    self.path = path
    self.members = members
  }

  static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? String(name.prefix(80)) : "\(path).\(name.prefix(80))"
  }

  func place(_ name: String) -> String { Self.join(path, name) }

  subscript(name: String) -> Document? { members.first { $0.name == name }?.value }

  func required(_ name: String) throws(SpecProblem) -> Document {
    guard let value = self[name] else {
      throw SpecProblem(place(name), zh: "缺少此键", en: "this key is missing")
    }
    return value
  }

  func text(_ name: String) throws(SpecProblem) -> String {
    try Self.text(required(name), at: place(name))
  }

  func optionalText(_ name: String) throws(SpecProblem) -> String? {
    guard let value = self[name] else { return nil }
    return try Self.text(value, at: place(name))
  }

  static func text(_ value: Document, at path: String) throws(SpecProblem) -> String {
    guard let text = value.text, !text.isEmpty, text.utf8.count <= 1024,
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else {
      throw SpecProblem(
        path, zh: "应为 1 到 1024 字节、不含控制字符的文本",
        en: "must be a text of 1 to 1024 bytes without control characters")
    }
    return text
  }

  func texts(_ name: String, max: Int) throws(SpecProblem) -> [String] {
    guard let value = self[name] else { return [] }
    guard case .array(let elements) = value, elements.count <= max else {
      throw SpecProblem(
        place(name), zh: "应为至多 \(max) 项的列表", en: "must be a list of at most \(max) entries")
    }
    var texts: [String] = []
    for (index, element) in elements.enumerated() {
      texts.append(try Self.text(element, at: "\(place(name))[\(index)]"))
    }
    return texts
  }

  func flag(_ name: String) throws(SpecProblem) -> Bool {
    guard let value = self[name] else { return false }
    guard case .bool(let flag) = value else {
      throw SpecProblem(place(name), zh: "应为 true 或 false", en: "must be true or false")
    }
    return flag
  }

  func number(_ name: String, in range: ClosedRange<Double>) throws(SpecProblem) -> Double? {
    guard let value = self[name] else { return nil }
    guard let number = value.number, range.contains(number) else {
      throw SpecProblem(
        place(name), zh: "应为 \(range.lowerBound) 到 \(range.upperBound) 的数",
        en: "must be a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func whole(_ name: String, in range: ClosedRange<Int>) throws(SpecProblem) -> Int? {
    guard let value = self[name] else { return nil }
    guard let number = value.number, number == number.rounded(), abs(number) < 1e15,
      range.contains(Int(number))
    else {
      throw SpecProblem(
        place(name), zh: "应为 \(range.lowerBound) 到 \(range.upperBound) 的整数",
        en: "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return Int(number)
  }

  /// A share above 0 and at most 1, in basis points.
  func share(_ name: String) throws(SpecProblem) -> Int? {
    guard let value = self[name] else { return nil }
    guard let number = value.number, number > 0, number <= 1 else {
      throw SpecProblem(place(name), zh: "应大于 0 且不超过 1", en: "must be above 0 and at most 1")
    }
    return max(1, Int((number * 10_000).rounded()))
  }

  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ type: Choice.Type
  ) throws(SpecProblem) -> Choice? {
    guard let value = self[name] else { return nil }
    guard let text = value.text, let choice = Choice(rawValue: text) else {
      let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw SpecProblem(place(name), zh: "应为其中之一：\(all)", en: "must be one of \(all)")
    }
    return choice
  }
}
