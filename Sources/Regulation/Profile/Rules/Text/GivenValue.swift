// SPDX-License-Identifier: Apache-2.0

/// A single value that a text gives, and over which a newer or higher instrument may prevail.
package struct GivenValue: Codable, Hashable, Sendable {
  /// The path of the value in the profile, such as `authorisation.termYears`.
  package let key: String
  /// The value as the text has it, such as `3`.
  package let text: String
  /// The clauses that give it.
  package let clauses: [ClauseID]
  /// What may take its place.
  package let form: OpenForm
}

/// The text from which a profile was read, so that it can be read again with values replaced.
package struct ProfileSource: Codable, Hashable, Sendable {
  let yaml: String
  let file: String
  /// The national rules on which it rests.
  var national: NationalRules?
}

extension Profile {
  /// The given value of a path; nil for any other.
  package func givenValue(_ key: String) -> GivenValue? { given.first { $0.key == key } }

  /// This profile with given values replaced by those of newer or higher instruments.
  ///
  /// Paths that this text does not give are left out: a value of another version stands there.
  package func superseded(by settings: [ProfileSetting]) throws(ProfileError) -> Profile {
    let known = settings.filter { givenValue($0.key) != nil }
    guard let source, !known.isEmpty else { return self }
    let read = try Profile.load(yaml: source.yaml, file: source.file, settings: known)
    return source.national.map(read.resting) ?? read
  }
}
