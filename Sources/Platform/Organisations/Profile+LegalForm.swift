// SPDX-License-Identifier: Apache-2.0
package import Regulation

extension Profile {
  /// Whether an operator may have a legal form; a silent text allows any.
  package func allowsOperator(legalForm: LegalForm) -> Bool { true }
  /// The clauses on the legal form of an operator.
  package var operatorFormClauses: [ClauseID] { [] }
}
