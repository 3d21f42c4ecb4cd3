// SPDX-License-Identifier: Apache-2.0
import Core
package import Cryptography

/// One line of a segment: canonical JSON whose first member chains it to the line before.
///
/// `{"chain":"<64 digits>",` then the body, where chain = SHA-256(chain of the line before ‖ body).
/// The first line is chained to `origin`.
package enum UsageLine: Hashable, Sendable {
  /// The first line: whose segment this is.
  case segment(UsageSegmentName, previous: Digest?)
  /// A call in a group of so many. The records of one group reached the disk together, before any
  /// of the next was written; none was acknowledged before all of them were there.
  case record(UsageRecord, group: Int, of: Int)
  /// The last line: how many records there are.
  case closed(records: Int)

  static let head = Array("{\"chain\":\"".utf8)
  /// Where the body begins in a line.
  static let bodyStart = head.count + 64 + 2
  /// The longest line, in bytes.
  static let bytesMax = 2_048

  /// The text after the chain's member.
  var body: [UInt8] {
    switch self {
    case .segment(let name, let previous):
      let before = previous.map { "\"\($0.hex)\"" } ?? "null"
      return Array(
        ("\"segment\":{\"edge\":\"\(name.edge)\",\"format\":\"shuyu-usage-1\""
          + ",\"place\":\"\(name.place)\",\"previous\":\(before)"
          + ",\"sequence\":\(name.sequence)}}").utf8)
    case .record(let record, let group, let count):
      return Array(
        "\"group\":\(group),\"of\":\(count),\"record\":\(record.canonicalText)}".utf8)
    case .closed(let records):
      return Array("\"closed\":{\"records\":\(records)}}".utf8)
    }
  }

  /// The line with its newline, and its chain.
  package func bytes(after chain: Digest) -> (bytes: [UInt8], chain: Digest) {
    let body = body
    let chain = UsageLine.chain(chain, body[...])
    var bytes = UsageLine.head
    bytes.reserveCapacity(UsageLine.bodyStart + body.count + 1)
    bytes += chain.hex.utf8
    bytes += [UInt8(ascii: "\""), UInt8(ascii: ",")]
    bytes += body
    bytes.append(UInt8(ascii: "\n"))
    return (bytes, chain)
  }

  /// The chain before the first line.
  package static let origin = SHA256.hash(Array("shuyu-usage-1".utf8))

  static func chain(_ before: Digest, _ body: ArraySlice<UInt8>) -> Digest {
    SHA256.hash(before.bytes, Array(body))
  }

  /// The chain that a line without its newline states, nil when it has not the form.
  static func stated(_ line: ArraySlice<UInt8>) -> Digest? {
    guard line.count > bodyStart, line.count <= bytesMax, line.starts(with: head),
      line[line.startIndex + bodyStart - 2] == UInt8(ascii: "\""),
      line[line.startIndex + bodyStart - 1] == UInt8(ascii: ",")
    else { return nil }
    let digits = line[line.startIndex + head.count..<line.startIndex + bodyStart - 2]
    return Digest(hex: String(decoding: digits, as: UTF8.self))
  }

  /// Reads the body of a line; nil unless it is the one way of writing it.
  init?(body: ArraySlice<UInt8>) {
    let json: JSON
    do { json = try JSON.parse([UInt8(ascii: "{")] + body) } catch { return nil }
    let line: UsageLine? =
      if let segment = json["segment"] {
        UsageLine.header(segment)
      } else if let closed = json["closed"]?["records"]?.int {
        .closed(records: Int(closed))
      } else if let group = json["group"]?.int, let count = json["of"]?.int,
        let record = json["record"].flatMap(UsageRecord.init)
      {
        .record(record, group: Int(group), of: Int(count))
      } else {
        nil
      }
    guard let line, line.body.elementsEqual(body) else { return nil }
    self = line
  }

  private static func header(_ json: JSON) -> UsageLine? {
    guard let edge = json["edge"]?.string, let place = json["place"]?.string,
      let sequence = json["sequence"]?.int,
      let name = UsageSegmentName(edge: edge, place: place, sequence: Int(sequence)),
      let previous = json["previous"]
    else { return nil }
    guard let digits = previous.string else { return .segment(name, previous: nil) }
    guard let digest = Digest(hex: digits) else { return nil }
    return .segment(name, previous: digest)
  }
}
