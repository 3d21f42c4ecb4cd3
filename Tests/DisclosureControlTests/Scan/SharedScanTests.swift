// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Foundation
import Testing

private let adversarial = "pii_zh/cases_adversarial.jsonl"
private let pilot = "pii_zh/cn_piibench_lite_pilot_data.json"

@Suite struct SharedScanTests {
  private struct Case: Decodable {
    let id: String
    let text: String
    let expect: [Span]
  }

  private struct Span: Decodable {
    let type: String
    let start: Int
    let end: Int
  }

  private struct Pilot: Decodable {
    let persons: [[String: Value]]
  }

  private enum Value: Decodable {
    case text(String)
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      do { self = .text(try container.decode(String.self)) } catch { self = .other }
    }
  }

  @Test(.enabled(if: SharedData.exists(adversarial)))
  func `telephone, mail and network spans of the adversarial cases are exact`() throws {
    let types: [String: ScanKind] = [
      "zh_phone": .mobilePhone, "email": .email, "ip_address": .ipAddress,
    ]
    var found = 0
    for line in try SharedData.text(adversarial).split(separator: "\n") {
      let item = try JSONDecoder().decode(Case.self, from: Data(line.utf8))
      let expected = Set(
        item.expect.compactMap { span in
          types[span.type].map { "\($0.rawValue) \(span.start)..<\(span.end)" }
        })
      let hits = ContentScan(item.text).hits.filter { types.values.contains($0.kind) }
      #expect(Set(hits.map { "\($0.kind.rawValue) \($0.bytes)" }) == expected, "\(item.id)")
      found += expected.count
    }
    #expect(found == 23)
  }

  @Test(.enabled(if: SharedData.exists(pilot)))
  func `identity, credit code, card and telephone of every pilot person are found`() throws {
    let data = Data(try SharedData.text(pilot).utf8)
    let persons = try JSONDecoder().decode(Pilot.self, from: data).persons
    #expect(persons.count == 12)
    let fields: [(String, ScanKind)] = [
      ("national_id", .residentIdentity), ("social_credit_code", .socialCreditCode),
      ("unionpay_card", .bankCard), ("mobile_phone", .mobilePhone),
    ]
    for person in persons {
      for (field, kind) in fields {
        guard case .text(let value) = person[field] else { continue }
        #expect(ContentScan("x \(value), y").hits.map(\.kind) == [kind], "\(field)")
      }
    }
  }
}
