// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The person or enterprise that an authorisation is about, known by a keyed digest only.
package enum ConsentSubject {
  /// The authorisation with which a developer may ask a product about a subject on a day: the one
  /// that runs longest, nil when none holds. `marks` are all that the asked code may stand for.
  package static func consent(
    product: RecordID, developer: RecordID, marks: [SubjectMark], on day: Day,
    _ read: any RecordReader
  ) throws -> Consent? {
    let found = try marks.flatMap { mark in
      try read.all(
        Consent.self, .equal("subjectDigest", mark.digest.text), .equal("product", product),
        .equal("grantedTo", developer), .equal("state", Consent.State.active.rawValue)
      ).filter { $0.isAbout(mark) }
    }
    return found.filter { $0.isValid(on: day) }.max { ($0.until, $0.id) < ($1.until, $1.id) }
  }
}
