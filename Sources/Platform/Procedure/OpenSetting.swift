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
  /// What was set for a key of the context's place, nil while nobody did.
  package static func find(
    _ key: String, _ read: any RecordReader, _ context: Context
  ) throws -> OpenSetting? {
    try read.first(OpenSetting.self, .equal("place", context.place), .equal("key", key))
  }
}

extension ProfileValue where Value == Int {
  /// The profile's number, or else what was set where the text leaves it open.
  package func number(or setting: OpenSetting?) -> Int? {
    value ?? setting.flatMap { Int($0.value) }
  }
}
