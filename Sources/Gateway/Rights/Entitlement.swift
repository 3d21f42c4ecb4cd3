// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
package import DisclosureControl
package import Regulation

/// What a key's holder may be answered today, and at what price.
package struct Entitlement: Sendable {
  /// The form in which the product is served.
  package enum Form: Sendable {
    /// From a reviewed cube.
    case cube
    /// About one authorising subject at a time; the clauses on which its authorisation rests.
    case subject(SubjectTemplate, clauses: [ClauseID])
    /// As something that is not called.
    case other
  }

  /// The release that the product hands out.
  package let release: RecordID
  /// The digest that was reviewed.
  package let content: Digest
  /// The form.
  package let form: Form
  /// The price of one answer in fen; zero for free use.
  package let price: Money
  /// The most answers to this developer in a day, nil when nothing was set.
  package let callsPerDay: Int?

  /// States what may be answered.
  package init(
    release: RecordID, content: Digest, form: Form, price: Money, callsPerDay: Int?
  ) {
    self.release = release
    self.content = content
    self.form = form
    self.price = price
    self.callsPerDay = callsPerDay
  }
}

/// What is known of a key.
package struct KeyRights: Sendable {
  /// Whether its holder may be answered.
  package enum Standing: Sendable {
    case allowed(Entitlement)
    /// At least one reason.
    case refused([Reason])
  }

  /// Whose key it is.
  package let holder: KeyHolder
  /// Whether its holder may be answered.
  package let standing: Standing

  /// States what is known.
  package init(holder: KeyHolder, standing: Standing) {
    self.holder = holder
    self.standing = standing
  }
}
