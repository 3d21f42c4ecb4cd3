// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing

/// Reports on versions that are held in segments.
@Suite struct SegmentReportTests {
  /// A version in two segments, with what was reported of it.
  private struct Held {
    let supply: SupplyCase
    let object: JSON
    let segments: [JSON]

    init() throws {
      supply = try SupplyCase()
      try supply.approve()
      try supply.ingest()
      guard case .object(var input) = try supply.acceptance(),
        case .object(var version) = input["version"] ?? .null
      else { throw FakeError.stepMissing }
      object = .string(supply.random("VLT"))
      segments = [.string(supply.random("OBJ")), .string(supply.random("OBJ"))]
      version["vaultObject"] = object
      version["segments"] = .array(segments)
      input["version"] = .object(version)
      try supply.chain.must("batch.accepted", .object(input), supply.system)
      supply.version = try supply.chain.record(Batch.self, supply.batch).datasetVersion
    }

    var record: DatasetVersion {
      get throws { try supply.chain.record(DatasetVersion.self, supply.version) }
    }

    func fold(base: JSON? = nil, to segments: [JSON], object: JSON) throws -> JSON {
      [
        "version": try supply.chain.made(supply.version), "base": base ?? self.object,
        "vaultObject": object, "digest": digest("manifest"), "bytes": 90, "written": 40,
        "segments": .array(segments),
      ]
    }
  }

  @Test func `a fold names the new segments and what is to go`() throws {
    let held = try Held()
    let supply = held.supply
    let (made, object): (JSON, JSON) = (.string(supply.random("OBJ")), "OBJ-0000000000000001")
    try supply.chain.must(
      "datasetVersion.folded", try held.fold(to: [held.segments[0], made], object: object),
      supply.system)
    let version = try held.record
    #expect(version.bytes == 90 && version.folding?.bytes == 40 && version.state == .active)
    #expect(version.vaultObject.rawValue == object.string)
    #expect(
      Set(version.retired?.map(\.rawValue) ?? [])
        == Set([held.object, held.segments[1]].compactMap(\.string)))
    let late = try supply.platform.run(
      "datasetVersion.folded", try held.fold(to: [made], object: object), as: supply.system)
    #expect(late.codes == ["datasetVersion.base"])
  }

  @Test func `only what is to go can be reported destroyed, and once`() throws {
    let held = try Held()
    let supply = held.supply
    let id = try supply.chain.made(supply.version)
    let gone: (JSON, JSON) -> JSON = { destroyed, shared in
      [
        "version": id, "destroyed": destroyed, "shared": shared,
        "certificate": digest("certificate"),
      ]
    }
    func run(_ input: JSON) throws -> [String] {
      try supply.platform.run(
        "datasetVersion.segmentsDestroyed", input, as: supply.system
      ).codes
    }
    #expect(try run(gone([], [])) == ["datasetVersion.already"])
    let (made, object): (JSON, JSON) = (.string(supply.random("OBJ")), "OBJ-0000000000000001")
    try supply.chain.must(
      "datasetVersion.folded", try held.fold(to: [held.segments[0], made], object: object),
      supply.system)
    #expect(try run(gone([held.segments[0]], [])) == ["datasetVersion.already"])
    #expect(try run(gone([object], [])) == ["datasetVersion.already"])
    #expect(try run(gone([held.object], [])) == [])
    let left = try held.record.retired ?? []
    #expect(left.map(\.rawValue) == [held.segments[1]].compactMap(\.string))
    #expect(try run(gone([], [held.segments[1]])) == [])
    #expect(try held.record.retired == nil)
    #expect(try run(gone([held.object], [])) == ["datasetVersion.already"])
  }

  @Test func `a batch over segments that were folded meanwhile is refused`() throws {
    let held = try Held()
    let supply = held.supply
    let base = try supply.chain.made(supply.version)
    try supply.ingest(mode: "upsert")
    guard case .object(var input) = try supply.acceptance(base: supply.version),
      case .object(var version) = input["version"] ?? .null
    else { throw FakeError.stepMissing }
    version["baseObject"] = held.object
    version["segments"] = .array(held.segments + [.string(supply.random("OBJ"))])
    input["version"] = .object(version)
    let object: JSON = "OBJ-0000000000000001"
    try supply.chain.must(
      "datasetVersion.folded", try held.fold(to: [held.segments[0]], object: object),
      supply.system)
    let stale = try supply.platform.run("batch.accepted", .object(input), as: supply.system)
    #expect(stale.codes == ["batch.base"])
    version["baseObject"] = object
    input["version"] = .object(version)
    try supply.chain.must("batch.accepted", .object(input), supply.system)
    let before = try supply.chain.record(DatasetVersion.self, held.supply.version)
    #expect(before.state == .superseded && before.retired == nil)
    #expect(before.id.rawValue == base.string)
    let after = try supply.chain.record(Batch.self, supply.batch).datasetVersion
    // What is to go is looked after by the version that holds.
    #expect(try supply.chain.record(DatasetVersion.self, after).retired?.count == 2)
    let folded = try supply.platform.run(
      "datasetVersion.folded", try held.fold(base: object, to: [object], object: object),
      as: supply.system)
    #expect(folded.codes == ["datasetVersion.state"])
  }

  @Test func `a destroyed version says what stayed for others, and only the platform reports`()
    throws
  {
    let held = try Held()
    let supply = held.supply
    let id = try supply.chain.made(supply.version)
    let forged = try supply.platform.run(
      "datasetVersion.folded", try held.fold(to: held.segments, object: held.object),
      as: supply.unit)
    #expect(!forged.isAllowed)
    try supply.chain.must("datasetVersion.destroy", ["version": id, "ground": "到期"], supply.unit)
    try supply.chain.must(
      "datasetVersion.destroyed",
      [
        "version": id, "certificate": digest("certificate"), "shared": .array([held.segments[0]]),
      ], supply.system)
    let shared = try held.record.shared ?? []
    #expect(shared.map(\.rawValue) == [held.segments[0]].compactMap(\.string))
    #expect(try !held.record.isThere)
  }
}
