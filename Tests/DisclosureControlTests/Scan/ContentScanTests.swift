// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

@Suite struct ContentScanTests {
  private func kinds(_ text: String) -> [ScanKind] { ContentScan(text).hits.map(\.kind) }

  @Test(arguments: [
    "11010519491231002X", "440524188001010014", "11010519491231002x",
    "110105-19491231-002X", "110105 19491231 002X",
    "\u{FF11}\u{FF11}\u{FF10}\u{FF11}\u{FF10}\u{FF15}19491231002\u{FF38}",
    "110105\u{200B}19491231002X", "id:11010519491231002X;",
  ])
  func `identity numbers are found in any dress`(text: String) {
    #expect(kinds(text) == [.residentIdentity])
  }

  @Test(arguments: [
    "110105194912310021", "11010519491331002X", "1101051949123100", "911010519491231002X1",
    "2026-11-21T10:00:00Z", "0.123456789012345678", "a1b2c3d4e5f60718293a4b5c6d7e8f90",
  ])
  func `numbers that are none are left alone`(text: String) {
    #expect(!kinds(text).contains(.residentIdentity))
  }

  @Test(arguments: [
    "13800138000", "+86-186-1234-5678", "+86 18612345678", "0086 13800138000",
    "86-13800138000", "138 0013 8000", "tel13800138000", "\u{1F4F1}13912345678\u{1F4DE}",
  ])
  func `mobile numbers are found with their span`(text: String) throws {
    let hit = try #require(ContentScan(text).hits.first)
    #expect(hit.kind == .mobilePhone)
    let found = String(decoding: Array(text.utf8)[hit.bytes], as: UTF8.self)
    #expect(found.filter(\.isNumber).hasSuffix(text.filter(\.isNumber).suffix(11)))
  }

  @Test(arguments: [
    "12800138000", "113800138000", "1380013800", "138001380001", "13800138000.5",
    "amount 13800138000a",
  ])
  func `digits that are no mobile number are left alone`(text: String) {
    #expect(!kinds(text).contains(.mobilePhone))
  }

  @Test func `codes, cards, mail and addresses are told apart`() {
    #expect(kinds("91310115591693856A") == [.socialCreditCode])
    #expect(kinds("91310115591693856B") == [])
    #expect(kinds("6222024943648385") == [.bankCard])
    #expect(kinds("6222 0249 4364 8385") == [.bankCard])
    #expect(kinds("6222024943648386") == [])
    #expect(kinds("0.6222024943648385") == [.bankCard])
    #expect(kinds("support+security@example.com") == [.email])
    #expect(kinds("13800138000@139.com") == [.email])
    #expect(kinds("user@localhost") == [])
    #expect(kinds("10.0.0.1:8080") == [.ipAddress])
    #expect(kinds("1.2.3") == [])
    #expect(kinds("300.1.1.1") == [])
    #expect(kinds("010-62345678") == [.landline])
    #expect(kinds("110101********8531") == [.maskedIdentity])
  }

  @Test func `places are lines, columns and bytes, never values`() throws {
    let text = "abc\r\n\u{7535}\u{8BDD} 13800138000\nx a@b.cn"
    let hits = ContentScan(text).hits
    #expect(hits.map(\.line) == [2, 3])
    #expect(hits.map(\.column) == [4, 3])
    #expect(hits.map(\.bytes.count) == [11, 6])
    let bytes = Array(text.utf8)
    #expect(String(decoding: bytes[hits[0].bytes], as: UTF8.self) == "13800138000")
    #expect(!String(describing: hits).contains("13800138000"))
  }

  @Test func `the number of places is bounded`() {
    let text = Array(repeating: "13800138000", count: 50).joined(separator: "\n")
    let scan = ContentScan(text, limit: 10)
    #expect(scan.hits.count == 10)
    #expect(scan.isTruncated)
    #expect(ContentScan(text).counts == [.mobilePhone: 50])
    #expect(!ContentScan(text).isTruncated)
    #expect(!ContentScan("").isTruncated)
  }

  @Test func `long hostile text is scanned in bounded time`() {
    let text = String(repeating: "1", count: 200_000) + String(repeating: "a@", count: 50_000)
    #expect(ContentScan(text).hits.isEmpty)
  }

  @Test func `a label with a personal code is told`() {
    #expect(ContentScan.containsPersonalCode("x 13800138000"))
    #expect(!ContentScan.containsPersonalCode("91310115591693856A"))
    #expect(!ContentScan.containsPersonalCode("2026"))
  }
}
