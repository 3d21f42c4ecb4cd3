// SPDX-License-Identifier: Apache-2.0

/// The parameters of the rules for records.
struct MicrodataParameters: Sendable {
  /// How a missing quasi-identifier is matched.
  enum Missing: String, CaseIterable, Sendable { case value, wildcard }

  /// The release models of GB/T 42460 with the smallest class each asks for.
  enum ReleaseModel: String, CaseIterable, Sendable {
    case enclave, agreement, open

    /// The smallest class: 1/3, 1/5 and 1/20 are the largest risks.
    var smallestClass: Int {
      switch self {
      case .enclave: 3
      case .agreement: 5
      case .open: 20
      }
    }
  }

  /// Recursive (c, l)-diversity.
  struct Recursive: Sendable {
    let c: Double
    let l: Int
  }

  /// The smallest class when neither `k` nor a release model is given.
  static let kDefault = 5

  private var declaredK: Int?
  var distinct: Int?
  var entropy: Double?
  var recursive: Recursive?
  var t: Double?
  var isOrdered = false
  var suppression = 0.0
  var missing = Missing.value
  var model: ReleaseModel?
  /// The probability of an attempt, for the risk of GB/T 42460 within an enclave or agreement.
  var context = 1.0

  /// The smallest class: the stricter of what is declared and what the release model asks for.
  var k: Int {
    max(
      declaredK ?? 0, model?.smallestClass ?? 0,
      declaredK == nil && model == nil ? Self.kDefault : 1)
  }

  init(_ document: Document?, at path: String) throws(SpecProblem) {
    guard let document else { return }
    let object = try SpecObject(
      document, at: path,
      known: ["k", "l", "t", "suppression", "missing", "releaseModel", "context"])
    declaredK = try object.whole("k", in: 1...1_000_000)
    if let value = object["l"] { try readL(value, at: object.place("l")) }
    if let value = object["t"] { try readT(value, at: object.place("t"), object) }
    suppression = try object.number("suppression", in: 0...1) ?? 0
    missing = try object.choice("missing", Missing.self) ?? .value
    model = try object.choice("releaseModel", ReleaseModel.self)
    context = try object.number("context", in: 0...1) ?? 1
  }

  private mutating func readL(_ value: Document, at path: String) throws(SpecProblem) {
    if let number = value.number, number == number.rounded(), (1...1e6).contains(number) {
      distinct = Int(number)
      return
    }
    let object = try SpecObject(value, at: path, known: ["distinct", "entropy", "recursive"])
    distinct = try object.whole("distinct", in: 1...1_000_000)
    entropy = try object.number("entropy", in: 1...1_000_000)
    guard let pair = object["recursive"] else { return }
    let inner = try SpecObject(pair, at: object.place("recursive"), known: ["c", "l"])
    guard let c = try inner.number("c", in: 1e-9...1e9), let l = try inner.whole("l", in: 1...1000)
    else { throw SpecProblem(inner.path, zh: "需要 c 与 l", en: "needs c and l") }
    recursive = Recursive(c: c, l: l)
  }

  private mutating func readT(
    _ value: Document, at path: String, _ object: SpecObject
  ) throws(SpecProblem) {
    guard case .object = value else {
      t = try object.number("t", in: 0...1)
      return
    }
    enum Distance: String, CaseIterable { case equal, ordered }
    let inner = try SpecObject(value, at: path, known: ["value", "distance"])
    guard let number = try inner.number("value", in: 0...1) else {
      throw SpecProblem(inner.place("value"), zh: "缺少此键", en: "this key is missing")
    }
    t = number
    isOrdered = try inner.choice("distance", Distance.self) == .ordered
  }
}
