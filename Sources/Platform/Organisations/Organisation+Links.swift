// SPDX-License-Identifier: Apache-2.0
import Core

extension Organisation {
  /// Whether recorded links lead to another organisation of the place, directly or over others:
  /// who takes part indirectly is no less barred (EZ-02.2-e).
  func isRelated(over other: RecordID, _ read: any RecordReader) throws -> Bool {
    try related(beside: [], read).contains(other)
  }

  /// The organisations of the place to which recorded links lead, itself among them, as if some
  /// others were linked to it besides.
  func related(beside others: [RecordID], _ read: any RecordReader) throws -> Set<RecordID> {
    let all = try read.every(Organisation.self, [.equal("place", place)])
    var reached = Set([id] + others)
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for organisation in all {
        let near = Set([organisation.id] + organisation.linkedTo)
        guard !near.isDisjoint(with: reached), !near.isSubset(of: reached) else { continue }
        reached.formUnion(near)
        isGrowing = true
      }
    }
    return reached
  }
}
