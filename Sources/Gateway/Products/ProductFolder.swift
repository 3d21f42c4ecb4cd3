// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import DisclosureControl
import Dispatch
import Foundation
import Synchronization

/// The product files of an edge: `<root>/<release>/cube.json` or `subjects.index`.
///
/// A file is read once, compared with the digest that was reviewed, and held; it never changes
/// under one digest. An index of subjects may be made anew under the same review: `forget` lets
/// the next call read it.
package final class ProductFolder: Sendable {
  /// The name of a cube's file.
  package static let cubeFile = "cube.json"
  /// The name of an index of subjects.
  package static let subjectsFile = "subjects.index"
  /// The most contents held at once.
  package static let contentsMax = 64

  private struct Held: Hashable, Sendable {
    let release: RecordID
    let digest: Digest
    let turn: Int
  }

  /// Guarded by its mutex.
  private struct State {
    var contents: [Held: ProductContent] = [:]
    var turns: [RecordID: Int] = [:]
  }

  private let root: String
  private let key: SubjectKey
  private let state = Mutex(State())
  private let flights = SingleFlight<Held, ProductContent>()

  /// Serves the files below a folder; `key` is the one that indexes of subjects are made with.
  package init(root: String, key: SubjectKey) {
    self.root = root
    self.key = key
  }

  /// What a product serves.
  ///
  /// - Throws: `ProductFileError` when the file is missing or is not what was reviewed.
  package func content(of entitlement: Entitlement) async throws -> ProductContent {
    let release = entitlement.release
    let (held, content) = state.withLock { state in
      let turn = state.turns[release, default: 0]
      let held = Held(release: release, digest: entitlement.content, turn: turn)
      return (held, state.contents[held])
    }
    if let content { return content }
    return try await flights.value(held) {
      let content = try await load(entitlement)
      state.withLock { state in
        if state.contents.count >= ProductFolder.contentsMax { state.contents = [:] }
        if state.turns[release, default: 0] == held.turn { state.contents[held] = content }
      }
      return content
    }
  }

  /// Reads a release's file anew at the next call.
  package func forget(_ release: RecordID) {
    state.withLock { state in
      state.turns[release, default: 0] += 1
      state.contents = state.contents.filter { $0.key.release != release }
    }
  }

  /// Reads and checks a file on a thread that may block.
  private func load(_ entitlement: Entitlement) async throws -> ProductContent {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global(qos: .userInitiated).async {
        continuation.resume(with: Result { try self.read(entitlement) })
      }
    }
  }

  private func read(_ entitlement: Entitlement) throws -> ProductContent {
    let folder = "\(root)/\(entitlement.release.rawValue)"
    switch entitlement.form {
    case .cube:
      let bytes = try bytes(
        "\(folder)/\(ProductFolder.cubeFile)", bytesMax: ReleasedCube.jsonBytesMax)
      guard SHA256.hash(bytes) == entitlement.content else { throw ProductFileError.differs }
      return .cube(try ReleasedCube(canonicalJSON: bytes))
    case .subject(let template, _):
      let bytes = try bytes(
        "\(folder)/\(ProductFolder.subjectsFile)", bytesMax: SubjectIndex.bytesMax)
      let index = try SubjectIndex(bytes, key: key)
      guard index.header.release == entitlement.release,
        index.header.specification == entitlement.content,
        index.header.fields == template.fields.map(\.name)
      else { throw ProductFileError.differs }
      return .subjects(index)
    case .other: throw ProductFileError.notCalled
    }
  }

  private func bytes(_ path: String, bytesMax: Int) throws -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path) else { throw ProductFileError.missing }
    let handle = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? handle.close() }
    let data = try handle.read(upToCount: bytesMax + 1) ?? Data()
    guard data.count <= bytesMax else { throw ProductFileError.tooLarge }
    return Array(data)
  }
}
