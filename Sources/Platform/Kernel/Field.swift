// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// One field of an action, typed by the parameter of the action's initialiser.
package struct Field<Value: FieldValue>: Sendable {
  /// What a form, a command line and an API description show.
  package let info: FieldInfo

  /// Declares a field: its name in JSON, its labels, its bounds.
  package init(
    _ name: String, zh: String, en: String, bounds: ClosedRange<Int64>? = nil,
    refersTo table: String? = nil, offers: FieldOffer? = nil, secret: Bool = false,
    of list: ProfileList? = nil
  ) {
    info = FieldInfo(
      name: name, label: LocalText(zh: zh, en: en), shape: Value.shape,
      bounds: bounds.map(FieldBounds.init) ?? .standard, refersTo: table, offer: offers,
      secret: secret, list: list)
  }
}

/// A field without its type: for forms, descriptions and checks.
package struct FieldInfo: Sendable, Hashable {
  /// The name in JSON.
  package let name: String
  /// The label in both languages.
  package let label: LocalText
  /// The shape of its value.
  package let shape: FieldShape
  /// Its bounds.
  package let bounds: FieldBounds
  /// The table whose id it holds, for a form's choices.
  package let refersTo: String?
  /// Where a form finds what can be filled in, beyond the records of one table.
  package let offer: FieldOffer?
  /// Whether it must never be shown again or logged.
  package let secret: Bool
  /// The list of the place's rules from which a form offers its choices.
  package let list: ProfileList?
}

/// A list of the place's rules whose names a field takes.
package enum ProfileList: Sendable, Hashable {
  /// The duties that the actor bears.
  case duties
}
