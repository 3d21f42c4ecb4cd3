// SPDX-License-Identifier: Apache-2.0
import Cryptography
import DisclosureControl
import Foundation

/// A released table on disk: its public part, and beside it sealed evidence and the evidence's key.
///
/// The evidence holds one row per person and finest cell: a fingerprint keyed for this release,
/// a fingerprint of the person's values, and the cell. It is sealed; the key lies in a file of its
/// own, of mode 0600, which stays with the operator of the data.
struct StoredRelease: Sendable {
  /// The form's name.
  static let format = "shuyu-egress-release-1"
  /// Most bytes of a public part.
  static let bytesMax = 64 << 20

  let path: String
  let field: String
  /// What the dimensions, measures and hierarchies were.
  let signature: String
  let source: String
  /// The dimensions of the finest table by column name.
  let dimensions: [String]
  /// Each table with the levels its dimensions have.
  let cubes: [(levels: [String], cube: ReleasedCube)]

  /// Reads the public part.
  init(reading name: String, field: String, folder: InputFolder) throws {
    path = try folder.file(name, field: field)
    self.field = field
    let bytes = try folder.bytes(name, field: field, max: Self.bytesMax)
    func broken() -> SpecProblem {
      SpecProblem(
        field, zh: "不是 --write-release 写出的发布文件，或已被改动",
        en: "is no release written by --write-release, or was changed")
    }
    let document: Document
    do { document = try DocumentParser.parse(bytes) } catch { throw broken() }
    guard document["format"]?.text == Self.format, let signature = document["signature"]?.text,
      let source = document["source"]?.text, let digest = document["digest"]?.text
    else { throw broken() }
    dimensions = document["dimensions"]?.elements.compactMap(\.text) ?? []
    var cubes: [(levels: [String], cube: ReleasedCube)] = []
    var joined = signature + source
    for table in document["tables"]?.elements ?? [] {
      guard let text = table["cube"]?.text else { throw broken() }
      do {
        cubes.append(
          (
            table["levels"]?.elements.compactMap(\.text) ?? [],
            try ReleasedCube(canonicalJSON: Array(text.utf8))
          ))
      } catch { throw broken() }
      joined += text
    }
    guard !cubes.isEmpty, SHA256.hash(Array(joined.utf8)).hex == digest else { throw broken() }
    self.signature = signature
    self.source = source
    self.cubes = cubes
  }

  /// Where the sealed evidence lies.
  var evidencePath: String { path + ".sealed" }
  /// Where its key lies.
  var keyPath: String { path + ".key" }

  /// What is asked, apart from the data: equal for refreshes of one table.
  static func signature(_ declaration: TableDeclaration) -> String {
    let dimensions = declaration.dimensions.map {
      "\($0.name)|\($0.column)|\($0.bucket ?? 0)|\($0.values ?? [])"
    }
    return SHA256.hash(
      Array("\(dimensions) \(declaration.measures.map(\.name)) \(declaration.margins)".utf8)
    ).hex
  }
}
