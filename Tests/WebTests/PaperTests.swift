// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import HTTPTypes
import NIOCore
import Platform
import Testing

/// Papers of records: who may open them and how they are served.
struct PaperTests {
  private static let note = FakeRecords.id("NTE", 1)
  private static let pdf = Array("%PDF-1.7 scan".utf8)

  private static func paper(_ bytes: [UInt8], name: String, upload: UInt8) -> Paper {
    Paper(
      digest: SHA256.hash(bytes), name: name, bytes: bytes.count, entry: 9,
      upload: FakeRecords.id("UPL", upload))
  }

  /// A note that shows one digest to all and another one to auditors alone.
  private static func shelve(_ state: inout FakePlatform.State) {
    let (open, inner) = (paper(pdf, name: "批复.pdf", upload: 1), paper([7], name: "i", upload: 2))
    state.papers[note.rawValue] = [(open, pdf), (inner, [7])]
    state.records["note"] = state.records["note"]?.map { record in
      guard record["id"]?.string == note.rawValue, case .object(var members) = record else {
        return record
      }
      members["tags"] = .array([.string(open.digest.hex)])
      members["remark"] = .string(inner.digest.hex)
      return .object(members)
    }
  }

  private static let digest = SHA256.hash(pdf).hex
  private static let hidden = SHA256.hash([7] as [UInt8]).hex

  @Test func `a record's page names its papers and serves them as files`() async throws {
    var browser = try await Browser.signedIn("clerk", Self.shelve)
    let address = "/console/notes/\(Self.note)/papers/\(Self.digest)"
    let page = try await browser.get("/console/notes/\(Self.note)").text
    #expect(page.contains("<a href=\"\(address)\">批复.pdf</a>"))
    let file = try await browser.get(address)
    #expect(file.status == .ok)
    #expect(file.bytes == Self.pdf)
    #expect(file.headers[.contentType] == "application/octet-stream")
    #expect(file.headers[.xContentTypeOptions] == "nosniff")
    let name = "attachment; filename=\"\(Self.digest.prefix(16)).pdf\""
    #expect(file.headers[.contentDisposition] == name)
  }

  @Test func `a digest that the listing hides opens nothing`() async throws {
    var clerk = try await Browser.signedIn("clerk", Self.shelve)
    let page = try await clerk.get("/console/notes/\(Self.note)").text
    #expect(!page.contains(Self.hidden))
    let refused = try await clerk.get("/console/notes/\(Self.note)/papers/\(Self.hidden)")
    #expect(refused.status == .notFound)
    var auditor = try await Browser.signedIn("auditor", Self.shelve)
    let shown = try await auditor.get("/console/notes/\(Self.note)/papers/\(Self.hidden)")
    #expect(shown.status == .ok)
    #expect(shown.bytes == [7])
  }

  @Test func `a record without papers says nothing of them, and unknown digests are not found`()
    async throws
  {
    var browser = try await Browser.signedIn()
    let page = try await browser.get("/console/notes/\(Self.note)").text
    #expect(!page.contains("/papers/"))
    for name in [Self.digest, "x", "..%2f..%2fetc", String(repeating: "a", count: 64)] {
      let answer = try await browser.get("/console/notes/\(Self.note)/papers/\(name)")
      #expect(answer.status == .notFound, "\(name)")
    }
  }

  @Test func `programs list and read papers; strangers are told to sign in`() async throws {
    var browser = try await Browser.signedIn("clerk", Self.shelve)
    let path = "/api/v1/notes/\(Self.note)/papers"
    let nobody = try await browser.get(path)
    #expect(nobody.status == .unauthorized)
    browser.headers[.authorization] = "Bearer token-clerk"
    let list = try JSON.parse(try await browser.get(path).bytes)
    #expect(list["items"]?.array?.count == 1)
    #expect(list["items"]?.array?.first?["digest"]?.string == Self.digest)
    #expect(list["items"]?.array?.first?["name"]?.string == "批复.pdf")
    #expect(try await browser.get("\(path)/\(Self.digest)").bytes == Self.pdf)
    #expect(try await browser.get("\(path)/\(Self.hidden)").status == .notFound)
  }
}
