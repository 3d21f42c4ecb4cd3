// SPDX-License-Identifier: Apache-2.0
import Core

extension Organisation {
  /// Whether recorded links lead to another organisation of the place, directly or over others:
  /// who takes part indirectly is no less barred (EZ-02.2-e).
  func isRelated(over other: RecordID, _ read: any RecordReader) throws -> Bool {
    let all = try read.every(Organisation.self, [.equal("place", place)])
    var reached: Set<RecordID> = [id]
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
    return reached.contains(other)
  }
}
