// SPDX-License-Identifier: Apache-2.0
import Cryptography
import DisclosureControl
import Foundation
import Glibc

extension StoredRelease {
  /// Most records whose fingerprints are kept.
  static let fingerprintsMax = 20_000_000

  /// What is written of a table.
  struct Outgoing {
    let declaration: TableDeclaration
    let records: TableRecords
    let remedy: TableRemedy
    /// The refreshes that are out already: their key is the key of this one.
    var series: RefreshSeries?
    /// The groups that keep their numbers.
    var held: HeldTable?

    /// The digest of the input, or of the input and the refresh of which groups are held.
    var source: String {
      guard held != nil, let series else { return records.source }
      return SHA256.hash(Array("\(records.source) \(series.last.release.digest)".utf8)).hex
    }
  }

  /// Writes the public part, the sealed evidence and its key; tells what was written.
  static func write(
    to path: String, _ outgoing: Outgoing, session: Session, random: any RandomSource
  ) async throws -> Document {
    let (declaration, records) = (outgoing.declaration, outgoing.records)
    let remedy = outgoing.remedy
    let full = URL(filePath: path).absoluteURL.path
    guard records.rows <= fingerprintsMax else {
      throw SpecProblem(
        "--write-release", zh: "记录超过 \(fingerprintsMax) 条，无法保存证据",
        en: "evidence is kept of at most \(fingerprintsMax) records")
    }
    let layout = records.layout
    let tables = zip(remedy.cubes, remedy.parts).compactMap { cube, part -> Document? in
      guard let named = layout.named(cube, levels: part.levels) else { return nil }
      let identities = part.levels.enumerated().map { Document.string(layout.identity($0, $1)) }
      let text = String(decoding: named.canonicalJSON, as: UTF8.self)
      return .members([("columns", .array(identities)), ("cube", .string(text))])
    }
    let body: [(String, Document?)] = [
      ("format", .string(format)), ("kind", .string(declaration.isQuery ? "query" : "tabulation")),
      ("signature", .string(signature(declaration))), ("source", .string(outgoing.source)),
      ("dimensions", .array(layout.releaseAxes.map(\.document))),
      ("measured", .array(layout.measured.map { .string($0) })),
      ("links", .array(ReleaseLinks.levels(layout).map(\.document))), ("tables", .array(tables)),
      ("quantiles", positions(of: declaration)),
      ("refresh", outgoing.series.map { .int($0.last.release.refresh + 1) }),
      ("ages", outgoing.held.map { .array($0.ages.map { .int($0) }) }),
    ]
    let digest = digest(of: .members(body))
    let document = Document.members(body + [("digest", .string(digest))])
    let key = outgoing.series?.key ?? random.bytes(CipherSuite.keyBytes)
    let sealed = try await sealed(
      outgoing, key: key, digest: digest, session: session, random: random)
    try write(Array(document.json.utf8), to: full, mode: 0o644)
    try write(sealed, to: full + ".sealed", mode: 0o600)
    try write(key, to: full + ".key", mode: 0o600)
    let name = URL(filePath: full).lastPathComponent
    return .members([
      ("file", .string(name)), ("evidence", .string(name + ".sealed")),
      ("key", .string(name + ".key")), ("digest", .string(digest)),
    ])
  }

  private static func sealed(
    _ outgoing: Outgoing, key: [UInt8], digest: String, session: Session,
    random: any RandomSource
  ) async throws -> [UInt8] {
    let query = FingerprintQuery(layout: outgoing.records.layout, key: key).text
    var text = query
    var inputs = [TableRecords.file]
    if let held = outgoing.held, let last = outgoing.series?.last {
      // Groups that keep their numbers keep the people behind them.
      let columns = outgoing.records.layout.axes.indices.map { "a\($0)" }
      try session.stage(held.renewedCSV, as: "renewed.csv")
      inputs += ["renewed.csv", "r\(last.index).parquet"]
      let renewed = """
        (SELECT mark FROM read_csv('/in/renewed.csv', auto_detect=false, header=true,
          delim=',', quote='"', escape='"', columns={'mark': 'VARCHAR'}))
        """
      let mark = ReleaseMemory.mark(columns)
      text = """
        SELECT * FROM (\(query)) WHERE \(mark) IN \(renewed)
        UNION ALL BY NAME SELECT * FROM read_parquet('/in/r\(last.index).parquet')
        WHERE \(mark) NOT IN \(renewed)
        """
    }
    _ = try await session.run(
      "COPY (\(text)) TO '/out/evidence.parquet' (FORMAT parquet, COMPRESSION zstd);",
      inputs: inputs, outputs: ["evidence.parquet"], field: "input")
    let nonce = random.bytes(CipherSuite.nonceBytes)
    return nonce
      + (try AuthenticatedCipher.seal(
        session.output("evidence.parquet"), key: key, nonce: nonce,
        additional: Array(digest.utf8), suite: .intl))
  }

  private static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      throw SpecProblem("--write-release", zh: "无法写入文件", en: "the file cannot be written")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
  }

  /// Opens the sealed evidence; nothing when it or its key is not there.
  func evidence() throws -> (parquet: [UInt8], key: [UInt8])? {
    guard let sealed = FileManager.default.contents(atPath: evidencePath),
      let key = FileManager.default.contents(atPath: keyPath), key.count == CipherSuite.keyBytes,
      sealed.count > CipherSuite.nonceBytes
    else { return nil }
    let bytes = Array(sealed)
    do {
      let parquet = try AuthenticatedCipher.open(
        Array(bytes[CipherSuite.nonceBytes...]), key: Array(key),
        nonce: Array(bytes[..<CipherSuite.nonceBytes]), additional: Array(digest.utf8),
        suite: .intl)
      return (parquet, Array(key))
    } catch {
      throw SpecProblem(
        field, zh: "密封的证据与发布不符", en: "the sealed evidence does not belong to the release")
    }
  }
}
