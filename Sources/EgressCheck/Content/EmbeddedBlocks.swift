// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import Foundation

/// Long codes and arrays in a text: base64, hexadecimal, data addresses, lists of numbers.
struct EmbeddedBlocks {
  /// The shortest run of code characters that is looked at.
  static let runMin = 240
  /// The shortest piece of a code that is broken up, and the bytes of all from which they are one.
  static let pieceMin = 20
  static let piecesMax = 1_500
  /// Numbers in a list from which a person looks, and from which it is data.
  static let listReview = 200
  static let listFail = 500

  /// Long codes that are no sound image.
  private(set) var codes = 0
  /// The most numbers in one list.
  private(set) var longest = 0
  /// The bytes of shorter pieces that look like code.
  private(set) var pieces = 0
  /// Records: objects of one list with several members.
  private(set) var objects = 0

  /// Looks for codes alone.
  init(_ text: String) {
    findCodes(Array(text.utf8))
  }

  init(_ bytes: [UInt8]) {
    findCodes(bytes)
    findLists(bytes)
  }

  private mutating func findCodes(_ bytes: [UInt8]) {
    var start = 0
    for position in 0...bytes.count {
      if position < bytes.count, Self.isCode(bytes[position]) { continue }
      let length = position - start
      if length >= Self.runMin {
        let run = Array(bytes[start..<position])
        // Long plain words of letters only, such as a path of slashes, are no code.
        let kinds = Set(run.prefix(2_000)).count
        if kinds >= 8, !Self.isImage(run), !Self.isPath(run) { codes += 1 }
      } else if length >= Self.pieceMin, Self.isMixed(bytes[start..<position]) {
        pieces += length
      }
      start = position + 1
    }
  }

  /// Capitals, small letters and digits that change at many places, unlike names.
  private static func isMixed(_ run: ArraySlice<UInt8>) -> Bool {
    var kinds = Set<Int>()
    var changes = 0
    var last = -1
    for byte in run {
      let kind =
        switch byte {
        case 48...57: 0
        case 65...90: 1
        case 97...122: 2
        default: 3
        }
      if kind != last { changes += 1 }
      last = kind
      if kind < 3 { kinds.insert(kind) }
    }
    return kinds.count == 3 && changes * 4 >= run.count
  }

  private static func isCode(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="),
      UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// Whether a run is base64 of a whole image and nothing more.
  private static func isImage(_ run: [UInt8]) -> Bool {
    guard let data = Data(base64Encoded: Data(run)), let image = ImageScan(Array(data)) else {
      return false
    }
    return image.findings(at: .null).isEmpty
  }

  /// A path of drawing has digits and signs only.
  private static func isPath(_ run: [UInt8]) -> Bool {
    run.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: "-") }
      && run.contains(UInt8(ascii: "-"))
  }

  private mutating func findLists(_ bytes: [UInt8]) {
    var numbers: [Int] = []
    var members: [Int] = []
    for (position, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "["):
        numbers.append(0)
        members.append(0)
      case UInt8(ascii: "]"):
        guard let count = numbers.popLast(), let records = members.popLast() else { continue }
        longest = max(longest, count)
        objects = max(objects, records)
        if !members.isEmpty { members[members.count - 1] += count >= 3 ? 1 : 0 }
      case UInt8(ascii: "{"): if !members.isEmpty { members[members.count - 1] += 1 }
      case UInt8(ascii: ","):
        guard !numbers.isEmpty, position > 0 else { continue }
        if (48...57).contains(bytes[position - 1]) { numbers[numbers.count - 1] += 1 }
      default: continue
      }
      if numbers.count > 10_000 { return }
    }
  }

  func findings(at place: Document) -> [CheckFinding] {
    var found = codeFindings(at: place)
    let list = max(longest, objects * 3)
    if list >= Self.listReview {
      found.append(
        CheckFinding(
          .embeddedData, list >= Self.listFail ? .fail : .review, at: place, value: Double(list),
          parameter: Double(Self.listReview), formula: "number-list.1",
          zh: "含有很长的数字或记录列表，可能是逐条数据",
          en: "holds a long list of numbers or records, which may be data record by record",
          remedy: "drop"))
    }
    return found
  }

  /// Objections to codes.
  func codeFindings(at place: Document) -> [CheckFinding] {
    var found: [CheckFinding] = []
    if codes > 0 {
      found.append(
        CheckFinding(
          .embeddedData, .fail, at: place, value: Double(codes), parameter: 0,
          formula: "code-block.1", zh: "含有成段的 base64 或十六进制编码，可能携带数据",
          en: "holds blocks of base64 or hexadecimal code, which may carry data", remedy: "drop"))
    }
    if codes == 0, pieces >= Self.piecesMax {
      found.append(
        CheckFinding(
          .embeddedData, .review, at: place, value: Double(pieces),
          parameter: Double(Self.piecesMax), formula: "code-pieces.1",
          zh: "含有许多小段编码，合起来可能携带数据",
          en: "holds many short pieces of code, which together may carry data", remedy: "review"))
    }
    return found
  }
}
