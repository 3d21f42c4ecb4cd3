// SPDX-License-Identifier: Apache-2.0

/// Where it shows who has done an action that each does once, so that it waits for nobody twice.
package enum OnceEach: Sendable, Hashable {
  /// A list of the record has an element for each organisation that did it, which a member names.
  case organisation(list: String, member: String)
  /// A list of the record has an element for each account that did it, which a member names.
  case person(list: String, member: String)
  /// Another table has a record for each account that did it: members name the record acted upon
  /// and the account.
  case account(table: String, record: String, member: String)
}
