// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Hummingbird
import NIOCore
import Platform
import Regulation
import Tabular

/// A case file (卷宗): the case with every record that its entries are about, their histories with
/// proofs, and their papers, as one ZIP package.
struct Dossier: Sendable {
  /// One record of the package.
  struct Part: Sendable {
    /// Where it is listed.
    let listing: Listing
    /// The record as the actor sees it.
    let record: JSON
    /// Its history, newest first, as the actor sees it.
    let history: [JSON]
    /// Its papers.
    let papers: [Paper]
    /// The digests that it names and of which the platform has no file.
    let missing: [MissingPaper]
    /// The entries of its history that the actor may see whole.
    let whole: Set<Int>

    /// The part as a file.
    var json: JSON {
      .object([
        "listing": .string(listing.plural), "record": record, "history": .array(history),
      ])
    }

    /// The record's id.
    var id: String { record["id"]?.string ?? "" }
  }

  /// The most records of a package.
  static let partsMax = 500
  /// The most entries of one record's history.
  static let entriesMax = 1_000
  /// The most bytes of all papers together.
  static let paperBytesMax = 2 << 30

  /// The case's id.
  let id: RecordID
  /// What is in it, the case first.
  let parts: [Part]
  /// Where papers and proofs are read.
  let platform: any PlatformService

  /// The papers, each once.
  var papers: [Paper] {
    var seen: Set<RecordID> = []
    return parts.flatMap(\.papers).filter { seen.insert($0.upload).inserted }
  }

  /// The entries that appear, in order.
  var entries: [Int] {
    Set(parts.flatMap(\.history).compactMap { $0["entry"]?.int }).sorted().map { Int($0) }
  }

  /// The entries that the actor may see whole, whose exact bytes are in the package.
  var wholeEntries: Set<Int> { parts.reduce(into: []) { $0.formUnion($1.whole) } }

  /// The package as an answer, written as it is made.
  var response: Response {
    Response(
      status: .ok,
      headers: [
        .contentType: "application/zip", .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"\(id.rawValue).zip\"",
      ],
      body: ResponseBody { [self] writer in
        var package = DossierPackage()
        let whole = wholeEntries
        for part in parts {
          let name = "records/\(part.id).json"
          try await writer.write(try package.add(name, part.json.canonical()))
        }
        for entry in entries {
          guard let proof = try await platform.proof(ofEntry: entry) else { continue }
          try await writer.write(
            try package.add("proofs/\(entry).tlog-proof", Array(proof.utf8)))
          guard whole.contains(entry), let bytes = try await platform.entry(entry) else { continue }
          try await writer.write(try package.add("entries/\(entry).json", bytes))
        }
        if let log = try await platform.logDescription() {
          try await writer.write(try package.add("log.json", log))
          let keys = DossierKeys(log)
          try await writer.write(try package.add("keys.txt", Array(keys.lines.utf8)))
          try await writer.write(try package.add("verify.txt", Array(keys.guide.utf8)))
        }
        var names: [RecordID: String] = [:]
        for paper in papers {
          let bytes = try await platform.bytes(of: paper)
          let name = PaperFormat.fileName(digest: paper.digest.hex, sentAs: paper.name, bytes)
          names[paper.upload] = name
          try await writer.write(try package.add("papers/\(name)", bytes))
        }
        let index = DossierIndex(dossier: self, names: names)
        try await writer.write(try package.add("index.json", index.json.canonical()))
        try await writer.write(try package.add("index.html", Array(index.html.utf8)))
        try await writer.write(try package.finish())
        try await writer.finish(nil)
      })
  }
}
