// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import HTTPTypes
import Platform
import Sandbox
import Testing

/// Case files: what one package holds.
struct DossierTests {
  private static let file = FakeRecords.id("CAS", 1)
  private static let note = FakeRecords.id("NTE", 1)
  private static let scan: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]

  /// A case about a note, with a scan that the case's record shows.
  private static func open(_ state: inout FakePlatform.State) {
    let digest = SHA256.hash(scan)
    state.records["case"] = [
      [
        "id": .string(file.rawValue), "place": "ezhou", "subject": .string(note.rawValue),
        "paper": .string(digest.hex),
      ]
    ]
    state.history[file.rawValue] = [
      HistoryItem(
        sequence: 0, entry: 21,
        content: [
          "type": "case.record", "outcome": "allowed", "at": "2026-11-20T16:30:00.000Z",
          "actor": .string(FakeRecords.id("ACC", 1).rawValue),
          "organisation": .string(FakeRecords.bureau.rawValue),
          "chain": [
            ["subject": .string(file.rawValue)],
            ["subject": .string(FakeRecords.id("NTE", 3).rawValue)],
            ["subject": .string(FakeRecords.bureau.rawValue)],
          ],
        ])
    ]
    let paper = Paper(
      digest: digest, name: "<批复>.jpg", bytes: scan.count, entry: 21,
      upload: FakeRecords.id("UPL", 1))
    state.papers[file.rawValue] = [(paper, scan)]
  }

  /// Unpacks an answer with Python's own reader, which checks every checksum.
  private func unpack(_ bytes: [UInt8]) throws -> [String: [UInt8]] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-dossier-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let archive = folder.appending(path: "a.zip")
    try Data(bytes).write(to: archive)
    var call = HostProgram.Call(
      "/usr/bin/env",
      [
        "python3", "-c",
        "import zipfile; z = zipfile.ZipFile('a.zip'); assert z.testzip() is None; "
          + "z.extractall('o')",
      ])
    call.folder = folder.path
    try #require(try HostProgram(call).wait() == 0)
    var files: [String: [UInt8]] = [:]
    let root = folder.appending(path: "o").resolvingSymlinksInPath().path + "/"
    let all = FileManager.default.enumerator(
      at: URL(filePath: root), includingPropertiesForKeys: nil)
    for case let url as URL in all ?? .init() where !url.hasDirectoryPath {
      let path = url.resolvingSymlinksInPath().path
      files[String(path.dropFirst(root.count))] = Array(try Data(contentsOf: url))
    }
    return files
  }

  @Test func `a package holds the case, what its entries are about, proofs, papers and digests`()
    async throws
  {
    var browser = try await Browser.signedIn("auditor", Self.open)
    let page = try await browser.get("/console/cases/\(Self.file)").text
    #expect(page.contains("href=\"/console/cases/\(Self.file)/dossier\""))
    let answer = try await browser.get("/console/cases/\(Self.file)/dossier")
    #expect(answer.status == .ok)
    #expect(answer.headers[.contentType] == "application/zip")
    let files = try unpack(answer.bytes)
    let scan = "papers/\(SHA256.hash(Self.scan).hex.prefix(16)).jpg"
    let other = FakeRecords.id("NTE", 3)
    let expected: Set<String> = [
      "records/\(Self.file).json", "records/\(Self.note).json", "records/\(other).json",
      "proofs/21.tlog-proof", "proofs/17.tlog-proof", "proofs/9.tlog-proof",
      "entries/21.json", "entries/17.json", "entries/9.json", "log.json", "keys.txt",
      "verify.txt", scan, "index.json", "index.html", "SHA256SUMS",
    ]
    #expect(Set(files.keys) == expected)
    #expect(files[scan] == Self.scan)
    let sums = String(decoding: files["SHA256SUMS"] ?? [], as: UTF8.self).split(separator: "\n")
    #expect(sums.count == expected.count - 1)
    for line in sums {
      let parts = line.split(separator: " ", maxSplits: 1)
      let name = parts[1].trimmingCharacters(in: .whitespaces)
      let content = try #require(files[name])
      #expect(SHA256.hash(content).hex == parts[0])
    }
    let index = try JSON.parse(files["index.json"] ?? [])
    #expect(index["records"]?.array?.first?["id"]?.string == Self.file.rawValue)
    let html = String(decoding: files["index.html"] ?? [], as: UTF8.self)
    #expect(html.contains("&lt;批复&gt;.jpg"))
    #expect(!html.contains("<批复>"))
    #expect(!html.contains("平台内无此文件"))
    #expect(files["entries/21.json"] == Array("entry 21".utf8))
    #expect(files["keys.txt"] == Array("log.test+00000000+AAAA\n".utf8))
    let guide = String(decoding: files["verify.txt"] ?? [], as: UTF8.self)
    #expect(guide.contains("--entry entries/12.json --key \"$(sed -n 1p keys.txt)\"\n"))
  }

  @Test func `a digest of which the platform has no file is marked`() async throws {
    let invented = String(repeating: "5e", count: 32)
    var browser = try await Browser.signedIn("auditor") { state in
      Self.open(&state)
      state.records["case"] = state.records["case"]?.map { record in
        var members = record.object ?? [:]
        members["beside"] = [["name": "<会议纪要>", "digest": .string(invented)]]
        return .object(members)
      }
    }
    let files = try unpack(try await browser.get("/console/cases/\(Self.file)/dossier").bytes)
    let html = String(decoding: files["index.html"] ?? [], as: UTF8.self)
    #expect(html.contains("&lt;会议纪要&gt; <strong>平台内无此文件</strong> <code>\(invented)</code>"))
    let index = try JSON.parse(files["index.json"] ?? [])
    let missing = index["records"]?.array?.first?["missing"]?.array
    #expect(missing == [["digest": .string(invented), "name": "<会议纪要>"]])
  }

  @Test func `who may not see the case gets no package`() async throws {
    var clerk = try await Browser.signedIn("clerk", Self.open)
    let answer = try await clerk.get("/console/cases/\(Self.file)/dossier")
    #expect(answer.status == .notFound)
    var nobody = Browser(try FakePlatform(Self.open))
    let stranger = try await nobody.get("/api/v1/cases/\(Self.file)/dossier")
    #expect(stranger.status == .unauthorized)
    var auditor = try await Browser.signedIn("auditor", Self.open)
    let note = try await auditor.get("/console/cases/\(Self.note)/dossier")
    #expect(note.status == .notFound)
  }

  @Test func `a case with more records than a package holds is refused before a byte leaves`()
    async throws
  {
    var browser = try await Browser.signedIn(
      "auditor",
      { state in
        Self.open(&state)
        let ids = (0..<600).map { number in
          RecordID.make(
            prefix: "NTE",
            random: [UInt8](repeating: 1, count: 14) + [UInt8(number / 256), UInt8(number % 256)])
        }
        state.records["note"] = ids.map { ["id": .string($0.rawValue), "place": "ezhou"] }
        state.history[Self.file.rawValue] = [
          HistoryItem(
            sequence: 0, entry: 21,
            content: ["chain": .array(ids.map { ["subject": .string($0.rawValue)] })])
        ]
      })
    let answer = try await browser.get("/console/cases/\(Self.file)/dossier")
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("500"))
  }
}
