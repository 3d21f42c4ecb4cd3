// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Merkle
import Testing

/// Vectors of transparency-dev/merkle, tessera and sunlight (Apache-2.0 and ISC).
@Suite(
  "Public vectors", .enabled(if: SharedData.exists, "no shared test vectors beside the project"))
struct PublicVectorTests {
  struct Inclusion: Decodable {
    var leafIdx: UInt64, treeSize: UInt64, root: String?, leafHash: String?
    var proof: [String]?, wantErr: Bool
  }

  struct Consistency: Decodable {
    var size1: UInt64, size2: UInt64, root1: String?, root2: String?
    var proof: [String]?, wantErr: Bool
  }

  private func digest(_ text: String?) -> Digest? {
    Base64.decode(text ?? "").flatMap { Digest(bytes: $0) }
  }

  /// A root, where one that is not of 32 bytes stands for a digest of its own: some vectors use
  /// words in place of roots, and only their being equal or not matters.
  private func root(_ text: String?) -> Digest {
    digest(text) ?? SHA256.hash(Array((text ?? "").utf8))
  }

  /// The hashes, or nil when one is not of 32 bytes, which our types refuse.
  private func digests(_ texts: [String]?) -> [Digest]? {
    let hashes = (texts ?? []).compactMap { digest($0) }
    return hashes.count == (texts ?? []).count ? hashes : nil
  }

  @Test func `all 98 inclusion vectors get the published verdict`() throws {
    let files = try SharedData.jsonFiles("merkle_testdata/testdata/inclusion")
    #expect(files.count == 98)
    var good = 0
    for file in files {
      let vector = try JSONDecoder().decode(Inclusion.self, from: Data(contentsOf: file))
      var accepted = false
      if let index = Int(exactly: vector.leafIdx), let size = Int(exactly: vector.treeSize),
        let hashes = digests(vector.proof), let root = digest(vector.root),
        let leaf = digest(vector.leafHash)
      {
        let proof = InclusionProof(index: index, size: size, hashes: hashes)
        do {
          try proof.verify(leafHash: leaf, root: root)
          accepted = true
        } catch {}
      }
      #expect(accepted == !vector.wantErr, "\(file.lastPathComponent)")
      good += accepted ? 1 : 0
    }
    #expect(good == 6)
  }

  @Test func `all 98 consistency vectors get the published verdict`() throws {
    let files = try SharedData.jsonFiles("merkle_testdata/testdata/consistency")
    #expect(files.count == 98)
    var good = 0
    for file in files {
      let vector = try JSONDecoder().decode(Consistency.self, from: Data(contentsOf: file))
      var accepted = false
      if let old = Int(exactly: vector.size1), let new = Int(exactly: vector.size2),
        let hashes = digests(vector.proof)
      {
        let proof = ConsistencyProof(oldSize: old, newSize: new, hashes: hashes)
        do {
          try proof.verify(oldRoot: root(vector.root1), newRoot: root(vector.root2))
          accepted = true
        } catch {}
      }
      #expect(accepted == !vector.wantErr, "\(file.lastPathComponent)")
      good += accepted ? 1 : 0
    }
    #expect(good == 6)
  }

  @Test func `the reference leaves and roots are the published ones`() throws {
    let expected = try JSON.parse(SharedData.bytes("expected.json"))
    let reference = try #require(expected["rfc6962_reference"])
    let inputs = try #require(reference["leaf_inputs_hex"]?.array)
    let roots = try #require(reference["root_hash_by_size_hex"]?.array)
    let leaves = try #require(reference["leaf_hashes_hex"]?.array)
    var frontier = Frontier()
    for (index, input) in inputs.enumerated() {
      #expect(frontier.root.hex == roots[index].string)
      let leaf = TreeHash.leaf(try #require(input.string.flatMap(Hex.decode)))
      #expect(leaf.hex == leaves[index].string)
      frontier.append(leaf)
    }
    #expect(frontier.root.hex == roots.last?.string)
  }

  @Test func `a foreign log of 15 entries verifies head by head and tile by tile`() throws {
    let log = try #require(try JSON.parse(SharedData.bytes("expected.json"))["tessera_log"])
    let key = try NoteKey(parsing: try #require(log["vkey"]?.string))
    let entries = try #require(log["entries_utf8"]?.array).compactMap(\.string)
    let base = "tessera_testdata/testdata/log/"
    var builder = TileBuilder()
    for size in 0...15 {
      let unverified = try UnverifiedCheckpoint(
        parsing: SharedData.bytes("\(base)checkpoint.\(size)"))
      let checkpoint = try unverified.verified(by: [key], origin: "example.com/log/testdata")
      #expect(checkpoint.head.size == size)
      #expect(checkpoint.head.root == builder.frontier.root)
      #expect(checkpoint.encoded == (try SharedData.bytes("\(base)checkpoint.\(size)")))
      if let (path, tile) = builder.partialTiles.first {
        #expect(try SharedData.bytes(base + path.text) == tile.encode())
        let bundle = try EntryBundle(entries.prefix(size).map { Array($0.utf8) })
        let bundlePath = TilePath(.entries, index: 0, width: size)
        #expect(try SharedData.bytes(base + bundlePath.text) == bundle.encode())
      }
      if size < 15 { #expect(builder.append(TreeHash.leaf(Array(entries[size].utf8))).isEmpty) }
    }
  }

  @Test func `a foreign mirror of 300 entries is rebuilt byte by byte`() throws {
    let folder =
      "sunlight_testdata/cmd/skylight/testdata/witness/mirror/"
      + "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706/"
    let head = try UnverifiedCheckpoint(parsing: SharedData.bytes(folder + "checkpoint")).head
    var builder = TileBuilder()
    var tiles: [TilePath: Tile] = [:]
    for path in TileLayout.tiles(to: head.size) where path.kind == .hashes(level: 0) {
      for leaf in try Tile(decoding: SharedData.bytes(folder + path.text)).hashes {
        for (path, tile) in builder.append(leaf) { tiles[path] = tile }
      }
    }
    for (path, tile) in builder.partialTiles { tiles[path] = tile }
    #expect(builder.frontier.size == head.size)
    #expect(builder.frontier.root == head.root)
    #expect(Set(tiles.keys) == Set(TileLayout.tiles(to: head.size)))
    for (path, tile) in tiles {
      #expect(try SharedData.bytes(folder + path.text) == tile.encode())
    }
  }
}
