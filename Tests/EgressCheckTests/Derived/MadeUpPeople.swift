// SPDX-License-Identifier: Apache-2.0
import EgressCheck

/// People made from a seed, with the raw attributes encoders hide and products are made of.
struct MadeUpPeople {
  let count: Int
  var age: [Int] = []
  var sex: [String] = []
  var income: [Int] = []
  var education: [Int] = []
  var phone: [String] = []
  var birth: [String] = []
  var name: [String] = []
  var tax: [Double] = []
  var county: [Int] = []
  var noise: [Int] = []
  var wide: [Int] = []

  static let levels = ["primary", "middle", "high", "bachelor", "master"]
  static let counties = ["north", "south", "east", "west", "river", "hill"]

  init(seed: UInt64, count: Int = 900) {
    self.count = count
    var random = SeededGenerator(seed: seed)
    let family = Array("王李张刘陈杨赵黄周吴")
    let given = Array("伟芳娜秀敏静强磊军洋杰娟涛明超兰霞平刚桂")
    for _ in 0..<count {
      let years = Int.random(in: 20...79, using: &random)
      age.append(years)
      sex.append(Bool.random(using: &random) ? "F" : "M")
      let parts = (0..<4).reduce(0) { sum, _ in sum + Int.random(in: 400...4000, using: &random) }
      income.append(parts)
      education.append(Int.random(in: 0..<5, using: &random))
      phone.append(
        "13" + (0..<9).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined())
      let month = Int.random(in: 1...12, using: &random)
      let day = Int.random(in: 1...28, using: &random)
      birth.append("\(2025 - years)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)")
      let letters = [family, given, given].map { $0[Int.random(in: 0..<$0.count, using: &random)] }
      name.append(String(letters))
      tax.append((Double(parts) * Double.random(in: 2...20, using: &random)).rounded() / 100)
      county.append(Int.random(in: 0..<6, using: &random))
      noise.append(Int.random(in: 0...99, using: &random))
      wide.append(Int.random(in: 0...9_999, using: &random))
    }
  }

  /// The raw attributes as columns, beside those of an output; county and a band of ages are
  /// declared.
  func sample(
    _ derived: [(String, [String?])], pseudonyms: Set<String> = [], order: [Int]? = nil,
    rawOrder: [Int]? = nil
  ) -> AlignedSample {
    func column(_ name: String, _ values: [some CustomStringConvertible]) -> AlignedColumn {
      AlignedColumn(name: name, texts: values.map(\.description))
    }
    return AlignedSample(
      rows: count, derived: derived.map { AlignedColumn(name: $0.0, texts: $0.1) },
      declared: [
        (column("county", county.map { Self.counties[$0] }), "county"),
        (column("band", age.map { $0 / 20 * 20 }), "age"),
      ],
      raw: [
        column("age", age), column("sex", sex), column("income", income),
        column("education", education.map { Self.levels[$0] }), column("phone", phone),
        column("birth", birth), column("name", name), column("tax", tax),
        column("county", county.map { Self.counties[$0] }),
      ], pseudonyms: pseudonyms, order: order, rawOrder: rawOrder)
  }
}
