// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import NIOCore

/// Names and values of a form or a query (`application/x-www-form-urlencoded`).
struct FormBody: Sendable {
  /// The most pairs of one form.
  static let pairsMax = 1_000
  /// The largest form; a text of three-byte characters triples when it is encoded.
  static let bytesMax = 4 << 20

  private let values: [String: [String]]
  /// The names in the order in which they came first.
  let names: [String]

  /// An empty form.
  init() {
    values = [:]
    names = []
  }

  /// Takes names and values that were read elsewhere.
  init(pairs: [(String, String)]) {
    var values: [String: [String]] = [:]
    var names: [String] = []
    for (name, value) in pairs {
      if values[name] == nil { names.append(name) }
      values[name, default: []].append(value)
    }
    self.values = values
    self.names = names
  }

  /// Reads an encoded text; what is not valid UTF-8 is replaced by U+FFFD.
  init(_ bytes: some Collection<UInt8>) throws {
    var values: [String: [String]] = [:]
    var names: [String] = []
    let pairs = bytes.split(separator: UInt8(ascii: "&"), maxSplits: Self.pairsMax)
    guard pairs.count <= Self.pairsMax else { throw Problem.tooLarge }
    for pair in pairs {
      let parts = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let name = Self.decode(parts[0])
      if values[name] == nil { names.append(name) }
      values[name, default: []].append(parts.count == 2 ? Self.decode(parts[1]) : "")
    }
    self.values = values
    self.names = names
  }

  /// Reads the body of a request.
  static func read(_ request: Request) async throws -> FormBody {
    let length = request.headers[.contentLength].flatMap { Int($0) }
    if let length, length > bytesMax { throw Problem.tooLarge }
    let type = request.headers[.contentType] ?? ""
    guard type.hasPrefix("application/x-www-form-urlencoded") else {
      throw Problem(
        .unsupportedMediaType, "form.type", zh: "表单格式不对", en: "this is not an encoded form")
    }
    do {
      return try FormBody(try await request.body.collect(upTo: bytesMax).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw Problem.tooLarge
    }
  }

  /// The last value of a name.
  subscript(_ name: String) -> String? { values[name]?.last }

  /// All values of a name.
  func all(_ name: String) -> [String] { values[name] ?? [] }

  private static func decode(_ bytes: some Collection<UInt8>) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        result.append(0x20)
      } else if byte == UInt8(ascii: "%"),
        let value = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self)), value.count == 1
      {
        result.append(value[0])
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
