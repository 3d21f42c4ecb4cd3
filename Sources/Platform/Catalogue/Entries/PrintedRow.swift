// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Whether a resource is what a row of the text's own list names: of the printed provider, and of
/// no other row (EZ-02.3-c, EZ-A2.03-a).
struct PrintedRow {
  /// What a resource is linked to so far, and what its unit is called.
  struct Link: Sendable {
    /// The registered name of whoever links.
    let unit: String?
    /// The rows of lists for which the resource stands already.
    let entries: [AuthorisedEntry]

    /// Reads both.
    init(of resource: RecordID, _ read: any RecordReader, _ context: Context) throws {
      unit = try read.find(Organisation.self, context.actor.organisation)?.name
      entries = try read.every(AuthorisedEntry.self, [.equal("resource", resource)])
    }
  }

  /// The batch that the text itself lists.
  private static let batch = 1

  let entry: AuthorisedEntry
  let link: Link
  /// Whether a bureau links, which looks at the provider where the registered name is another.
  let isBureau: Bool

  /// Why the resource is not that of the row; empty for entries that were added later.
  var reasons: [Reason] {
    guard entry.batch == Self.batch else { return [] }
    return [provider, other].compactMap { $0 }
  }

  private var provider: Reason? {
    guard !isBureau, link.unit != entry.provider else { return nil }
    return Reason(
      "entry.provider.other", clauses: entry.clauses,
      zh: "首批目录载明的提供单位是\(entry.provider)，与本单位登记名称不同；确为同一单位的，由实施机构核对后关联",
      en: "the list names another provider, \(entry.provider); where it is the same unit, the "
        + "implementing body links it", field: "entry")
  }

  private var other: Reason? {
    let taken = link.entries.first {
      $0.id != entry.id && $0.place == entry.place && $0.batch == Self.batch
        && $0.state != .removed
    }
    guard let taken else { return nil }
    return Reason(
      "entry.resource.taken", clauses: entry.clauses,
      zh: "该数据资源已关联首批目录第 \(taken.row) 行（\(taken.name)），一项资源只对应其中一条",
      en: "the resource stands for row \(taken.row) of the list already; each has one of its own",
      field: "resource")
  }
}
