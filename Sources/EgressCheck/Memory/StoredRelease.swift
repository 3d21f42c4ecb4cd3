// SPDX-License-Identifier: Apache-2.0
import Cryptography
import DisclosureControl
import Foundation

/// A released table on disk: its public part, and beside it sealed evidence and the evidence's key.
///
/// The evidence holds one row per record: a fingerprint of the person keyed for this release, one
/// of each measured value, and the finest cell. It is sealed; the key lies in a file of its own, of
/// mode 0600, which stays with the operator of the data.
struct StoredRelease: Sendable {
  /// The form's name.
  static let format = "shuyu-egress-release-2"
  /// Most bytes of a public part.
  static let bytesMax = 64 << 20

  let path: String
  let field: String
  /// What the dimensions, measures and hierarchies were.
  let signature: String
  /// The digest of the input.
  let source: String
  /// The dimensions of the finest table.
  let axes: [ReleaseAxis]
  /// The measured columns, in the order of the evidence.
  let measured: [String]
  /// Which groups the values of a dimension belong to at the levels of its hierarchy.
  let links: [ColumnLink]
  /// Each table with how the values of its dimensions are made.
  let cubes: [(identities: [String], cube: ReleasedCube)]
  /// How many refreshes of the same table were out before.
  let refresh: Int
  /// For each cell of the finest table, for how many refreshes it has not been renewed; none where
  /// every cell is of this refresh.
  let ages: [Int]
  /// The positions whose quantiles it tells, by column; cubes hold no quantiles.
  let quantiles: [String: Set<Double>]
  /// What the sealed evidence is bound to.
  let digest: String

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
      let source = document["source"]?.text, let digest = document["digest"]?.text,
      Self.digest(of: document) == digest
    else { throw broken() }
    axes = document["dimensions"]?.elements.compactMap(ReleaseAxis.init) ?? []
    measured = document["measured"]?.elements.compactMap(\.text) ?? []
    links = document["links"]?.elements.compactMap(ColumnLink.init) ?? []
    refresh = Self.whole(document["refresh"]) ?? 0
    ages = document["ages"]?.elements.compactMap(Self.whole) ?? []
    quantiles = Self.positions(in: document["quantiles"])
    var cubes: [(identities: [String], cube: ReleasedCube)] = []
    for table in document["tables"]?.elements ?? [] {
      guard let text = table["cube"]?.text else { throw broken() }
      let identities = table["columns"]?.elements.compactMap(\.text) ?? []
      do {
        let cube = try ReleasedCube(canonicalJSON: Array(text.utf8))
        guard identities.count == cube.dimensions.count, Self.isCountable(cube) else {
          throw broken()
        }
        cubes.append((identities, cube))
      } catch { throw broken() }
    }
    guard !cubes.isEmpty, !axes.isEmpty else { throw broken() }
    self.signature = signature
    self.source = source
    self.digest = digest
    self.cubes = cubes
  }

  /// Whether what a cube says it counted can have been counted: comparisons add and take away such
  /// numbers, which a file from outside could make overflow.
  private static func isCountable(_ cube: ReleasedCube) -> Bool {
    let counts = cube.measures.indices.filter {
      ["count", "contributors"].contains(cube.measures[$0].function)
    }
    return cube.cells.allSatisfy { cell in
      guard case .published(let values) = cell else { return true }
      return counts.allSatisfy { place in
        Int(values[place]).map { (0...EvidenceDecoder.countMax).contains($0) } ?? false
      } && values.allSatisfy { $0.utf8.prefix { $0 != UInt8(ascii: ".") }.count <= digitsMax }
    }
  }

  /// Most characters before the point of a number: sums over all cells then stay within bounds.
  private static let digitsMax = 26

  /// A number that counts something.
  private static func whole(_ document: Document?) -> Int? {
    document?.number.flatMap { (0...1e9).contains($0) ? Int($0) : nil }
  }

  /// Most positions of one column that are read: no table declares more.
  private static let positionsMax = 16

  /// The positions of a stored release by column.
  private static func positions(in document: Document?) -> [String: Set<Double>] {
    var found: [String: Set<Double>] = [:]
    for entry in document?.elements ?? [] {
      guard let column = entry["column"]?.text, let positions = entry["positions"]?.elements else {
        continue
      }
      found[column] = Set(
        positions.prefix(positionsMax).compactMap(\.number).filter { (0...1).contains($0) })
    }
    return found
  }

  /// The same as JSON; nothing where no quantile is declared.
  static func positions(of declaration: TableDeclaration) -> Document? {
    let positions = BetweenQuery.positions(declaration.measures).sorted { $0.key < $1.key }
    guard !positions.isEmpty else { return nil }
    return .array(
      positions.map { column, positions in
        .members([
          ("column", .string(column)),
          ("positions", .array(positions.sorted().map { .number($0) })),
        ])
      })
  }

  /// The digest of a public part without its own member `digest`.
  static func digest(of document: Document) -> String {
    guard case .object(let members) = document else { return "" }
    let body = Document.object(members.filter { $0.name != "digest" })
    return SHA256.hash(Array(body.json.utf8)).hex
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
      Array(
        ("\(dimensions) \(declaration.measures.map(\.name)) \(declaration.margins)"
          + (declaration.weight.map { " weight \($0)" } ?? "")).utf8)
    ).hex
  }
}

extension ColumnLink {
  /// Reads a link of a stored release.
  init?(_ document: Document) {
    guard let from = document["from"]?.text, let to = document["to"]?.text else { return nil }
    var values: [Coordinate: Coordinate] = [.missing: .missing]
    for pair in document["pairs"]?.elements ?? [] {
      let texts = pair.elements.compactMap(\.text)
      guard texts.count == 2 else { return nil }
      values[.label(texts[0])] = .label(texts[1])
    }
    self.init(from: from, to: to, values: values)
  }

  /// The link as JSON.
  var document: Document {
    let pairs = values.compactMap { from, to -> (String, String)? in
      guard case .label(let a) = from, case .label(let b) = to else { return nil }
      return (a, b)
    }.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    return .members([
      ("from", .string(from)), ("to", .string(to)),
      ("pairs", .array(pairs.map { .array([.string($0.0), .string($0.1)]) })),
    ])
  }
}
