// SPDX-License-Identifier: Apache-2.0

/// What a value must look like, and what stands in for it when it does not.
struct Shape<Value> {
  let placeholder: Value
  /// What may be set where a text leaves a value of this shape open.
  let form: OpenForm
  private let wanted: String
  private let accept: (ProfileNode) -> Value?

  init(
    _ wanted: String, placeholder: Value, form: OpenForm = .structured,
    _ accept: @escaping (ProfileNode) -> Value?
  ) {
    self.wanted = wanted
    self.form = form
    self.placeholder = placeholder
    self.accept = accept
  }

  /// The value, or the placeholder after reporting what was wanted.
  func read(_ node: ProfileNode) -> Value {
    guard !node.isUnsettled else {
      node.reportUnsettled()
      return placeholder
    }
    if let value = accept(node) { return value }
    node.report("must be \(wanted)")
    return placeholder
  }
}

extension Shape where Value == String {
  /// A text of one to 500 bytes.
  static var text: Shape { Shape("a text", placeholder: "") { $0.text } }

  /// A name of letters and digits that begins with a small letter.
  static var name: Shape {
    Shape("a name of letters and digits", placeholder: "") { node in
      guard let text = node.text, text.utf8.count <= 60,
        let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first),
        text.utf8.allSatisfy(isNameByte)
      else { return nil }
      return text
    }
  }
}

extension Shape where Value == Bool {
  /// `true` or `false`.
  static var bool: Shape {
    Shape("true or false", placeholder: false, form: .bool) { node in
      switch node.plain {
      case "true": true
      case "false": false
      default: nil
      }
    }
  }
}

extension Shape where Value == Int {
  /// A whole number within bounds.
  static func int(_ range: ClosedRange<Int>) -> Shape {
    Shape(
      "a whole number from \(range.lowerBound) to \(range.upperBound)",
      placeholder: range.lowerBound,
      form: .integer(least: range.lowerBound, most: range.upperBound)
    ) { node in
      guard let text = node.plain, let number = Int(text), String(number) == text,
        range.contains(number)
      else { return nil }
      return number
    }
  }
}

extension Shape where Value == ClauseID {
  /// A clause id of the profile's text.
  static var clause: Shape {
    Shape("a clause id of this profile's text", placeholder: ClauseID("")) { node in
      guard let text = node.text, text.utf8.count <= 32,
        let prefix = node.problems.clausePrefix, text.hasPrefix("\(prefix)-"),
        text.utf8.count > prefix.utf8.count + 1,
        text.utf8.allSatisfy({ isNameByte($0) || $0 == 0x2D || $0 == 0x2E })
      else { return nil }
      return ClauseID(text)
    }
  }
}

extension Shape where Value == [ClauseID] {
  /// Clause ids, none twice.
  static var clauses: Shape { .list(.clause) }
}

extension Shape where Value: CaseIterable & RawRepresentable<String> {
  /// One of the cases of an enumeration, by its raw value.
  static func oneOf(_ placeholder: Value) -> Shape {
    let names = Value.allCases.map(\.rawValue)
    let wanted = "one of \(names.joined(separator: ", "))"
    return Shape(wanted, placeholder: placeholder, form: .choice(names)) { node in
      node.text.flatMap { Value(rawValue: $0) }
    }
  }
}

extension Shape {
  /// A list of values, none twice.
  static func list<Element: Hashable>(_ element: Shape<Element>) -> Shape
  where Value == [Element] {
    Shape("a list without repetitions", placeholder: []) { node in
      guard let nodes = node.elements() else { return [] }
      let values = nodes.map(element.read)
      return Set(values).count == values.count || values.isEmpty ? values : nil
    }
  }
}

private func isNameByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  default: false
  }
}
