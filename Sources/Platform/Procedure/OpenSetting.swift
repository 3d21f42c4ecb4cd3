// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// A value that the place's text leaves open, as a competent body set it.
package struct OpenSetting: Record {
  /// The table.
  package static let table = TableSpec(
    "openValue", prefix: "OPV", columns: [.text("place"), .text("key")],
    unique: [["place", "key"]])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The path of the open value in the profile.
  package let key: String
  /// The value as it would stand in the profile, such as `5`.
  package let value: String
  /// The number of the document that set it.
  package let documentNumber: String
  /// The digest of that document.
  package let digest: DigestText
  /// The day from which it holds.
  package let setOn: Day
  /// The account that recorded it.
  package let setBy: RecordID

  /// The same as a setting with which the profile is loaded.
  package var setting: ProfileSetting {
    ProfileSetting(key: key, text: value, source: documentNumber)
  }
}

extension OpenSetting {
  /// How the keys of what the text says of itself begin; its own place alone sets them.
  static let textPrefix = "text."

  /// What holds for a key in the context's place: what it set itself, or else what the places
  /// above it set, unless its level sets its values for itself alone; nil while nobody did.
  ///
  /// From when and how long a text applies is the text's own, and reaches every level (HD-23-a).
  package static func find(
    _ key: String, _ read: any RecordReader, _ context: Context
  ) throws -> OpenSetting? {
    try find(key, holdingIn: context.place, context.profile, read)
  }

  /// What holds for a key in a place under the rules that are the place's or those of one above.
  package static func find(
    _ key: String, holdingIn place: String, _ profile: Profile, _ read: any RecordReader
  ) throws -> OpenSetting? {
    let isOfText = key.hasPrefix(textPrefix)
    for place in PlaceKey.upwards(from: place) {
      if let found = try find(key, setIn: place, read) { return found }
      let level = try Authority.of(place, read)?.rule(profile)
      if !isOfText, level?.hasOwnValues == true { return nil }
    }
    return nil
  }

  /// What a place itself set for a key, nil while it did not.
  package static func find(
    _ key: String, setIn place: String, _ read: any RecordReader
  ) throws -> OpenSetting? {
    try read.first(OpenSetting.self, .equal("place", place), .equal("key", key))
  }
}

extension ProfileValue where Value == Int {
  /// The profile's number, or else what was set where the text leaves it open.
  package func number(or setting: OpenSetting?) -> Int? {
    value ?? setting.flatMap { Int($0.value) }
  }
}
