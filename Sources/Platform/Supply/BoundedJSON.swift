// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Facts in a shape of their own, such as a data sheet or a receipt; at most 32 KiB.
package struct BoundedJSON: StructuredValue, Hashable {
  /// The most bytes in canonical form; leaves room for the rest of an entry.
  package static let bytesMax = 32 * 1024

  /// The facts.
  package let json: JSON

  /// Takes facts.
  package init(_ json: JSON) {
    self.json = json
  }

  /// Decodes any value.
  package init(from decoder: any Decoder) throws {
    json = try JSON(from: decoder)
  }

  /// Encodes the value itself.
  package func encode(to encoder: any Encoder) throws {
    try json.encode(to: encoder)
  }

  /// An example in JSON.
  package static let example = #"{"rows":1000}"#

  /// An object within the bound.
  package func problem() -> FieldProblem? {
    guard json.object != nil else { return .type(LocalText(zh: "JSON 对象", en: "a JSON object")) }
    let bytes = json.canonical().count
    return bytes <= BoundedJSON.bytesMax ? nil : .bounds(0...Int64(BoundedJSON.bytesMax))
  }
}
