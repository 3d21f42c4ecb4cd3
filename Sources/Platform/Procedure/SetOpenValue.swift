// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Sets a value that the place's text leaves open, by a document.
package struct SetOpenValue: Action {
  let key: String
  let value: String
  let documentNumber: String
  let digest: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "openValue.set", zh: "设定规定未明确的数值", en: "Set a value that the text leaves open",
    capacities: [.dataAuthority],
    clauses: ["EZ-02.1-c", "EZ-02.5-b", "EZ-02.6-f", "EZ-02.7-d", "EZ-02.10-e", "EZ-02.15-a"],
    fields: Field(
      "key", zh: "数值名称", en: "Name of the value", bounds: 1...200, offers: .rules(.openValues)),
    Field("value", zh: "数值", en: "Value", bounds: 1...200),
    Field("documentNumber", zh: "文号", en: "Document number", bounds: 1...100),
    Field("digest", zh: "文件", en: "Document"), make: Self.init)

  /// What was set before.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> OpenSetting? {
    try OpenSetting.find(key, setIn: context.place, read)
  }

  /// Only a value that the profile leaves open, and only of the form and within the bounds that
  /// the profile declares for it.
  package func decide(_ before: OpenSetting?, _ context: Context) -> Decision {
    guard let open = context.openValue(key) else {
      return .refused(
        Reason(
          "openValue.unknown", zh: "规定没有把此项留待设定",
          en: "the text does not leave this value open", field: "key"))
    }
    guard open.form.accepts(value) else {
      let words = open.form.words
      return .refused(
        Reason(
          "openValue.form", clauses: open.clauses, zh: words.zh, en: "must be \(words.en)",
          field: "value"))
    }
    let id = before?.id ?? context.newID(OpenSetting.table)
    return .allowed(
      Event(
        OpenValueSet(
          subject: id, place: context.place, key: key, value: value,
          documentNumber: documentNumber, digest: digest, by: context.actor.account)), id: id)
  }
}

extension Context {
  /// The value that the present rules leave open, or else the newest earlier ones: cases that began
  /// under them still need it.
  fileprivate func openValue(_ key: String) -> OpenValue? {
    profile.openValue(key)
      ?? earlier.sorted { $0.key > $1.key }.lazy.compactMap { $0.value.openValue(key) }.first
  }
}

/// A value that the text leaves open was set or set anew.
package struct OpenValueSet: DomainEvent {
  /// The stable type.
  package static let type = "openValue.set"
  /// The setting.
  package let subject: RecordID
  let place: String
  let key: String
  let value: String
  let documentNumber: String
  let digest: DigestText
  let by: RecordID

  /// Puts the setting, in place of an earlier one.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        OpenSetting(
          id: subject, place: place, key: key, value: value, documentNumber: documentNumber,
          digest: digest, setOn: stamp.occurredOn, setBy: by))
    ]
  }
}
