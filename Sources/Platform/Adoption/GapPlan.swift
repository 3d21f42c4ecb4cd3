// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Who makes up for a gap of an earlier authorisation, and by when (SC-32-a).
package struct GapPlan: StructuredValue, Hashable {
  /// The gap's name within the authorisation.
  package let gap: String
  /// The organisation that sees to it.
  package let owner: RecordID
  /// By when.
  package let dueOn: Day

  /// Its members.
  package static let members = [
    Field<String>("gap", zh: "差距", en: "Gap", bounds: 1...160).info,
    Field<RecordID>("owner", zh: "责任单位", en: "Who sees to it", refersTo: "organisation").info,
    Field<Day>("dueOn", zh: "完成期限", en: "By when").info,
  ]

  /// An example in JSON.
  package static let example =
    #"{"gap":"missingStep/plan","owner":"ORG-000000000000000000000001","dueOn":"2026-12-31"}"#

  /// The gap's name has a bound.
  package func problem() -> FieldProblem? {
    (1...160).contains(gap.unicodeScalars.count) ? .line(gap) : .bounds(1...160)
  }
}
