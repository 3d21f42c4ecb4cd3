// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The refreshes of one table that are out, in order: they share a key, so that people can be
/// followed through all of them.
struct RefreshSeries: Sendable {
  /// One of them.
  struct Member: Sendable {
    /// Its place among the releases that are named.
    let index: Int
    let release: StoredRelease
  }

  let members: [Member]
  let last: Member
  let key: [UInt8]

  /// Finds the refreshes of a table with their evidence; nothing when none is named, or for a table
  /// of several levels.
  init?(
    of declaration: TableDeclaration, layout: TableLayout, among earlier: [StoredRelease]
  ) throws {
    let axes = layout.releaseAxes.map(\.identity)
    guard layout.tables.count == 1, axes.count <= ReleaseMemory.totalledMax else { return nil }
    let signature = StoredRelease.signature(declaration)
    var found: [(member: Member, key: [UInt8])] = []
    for (index, release) in earlier.enumerated()
    where release.signature == signature && release.cubes.count == 1
      && release.measured == layout.measured && release.axes.map(\.identity) == axes
    {
      guard let evidence = try release.evidence() else { continue }
      found.append((Member(index: index, release: release), evidence.key))
    }
    let ordered = found.sorted { $0.member.release.refresh < $1.member.release.refresh }
    guard let newest = ordered.last else { return nil }
    members = ordered.filter { $0.key == newest.key }.map(\.member)
    last = newest.member
    key = newest.key
  }

  /// Whether every refresh from the first on is named.
  var isComplete: Bool {
    // None is later than the last: as many different ones as there can be are all.
    Set(members.map(\.release.refresh)).count - 1 == last.release.refresh
  }

  /// Whether a named release is one of them.
  func holds(_ index: Int) -> Bool { members.contains { $0.index == index } }
}
