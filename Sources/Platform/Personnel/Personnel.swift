// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: people who are admitted to work in the domain.
package enum Personnel: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(Admission.self)] }
  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(OpenAdmission.self), AnyAction(RecordAdmissionStep.self),
      AnyAction(EndAdmission.self),
    ]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [AdmissionOpened.self, AdmissionStepRecorded.self, AdmissionEnded.self]
  }
  /// Its listings.
  package static var listings: [Listing] { [admissions] }

  /// Admissions: the authorities, and the organisation whose people they are.
  private static let admissions = Listing(
    "admissions", zh: "人员准入", en: "Admission of people", of: Admission.table,
    columns: [
      ListingColumn("account", zh: "人员账号", en: "Account"),
      ListingColumn("organisation", zh: "单位", en: "Organisation"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("openedOn", zh: "申请日", en: "Put forward on"),
      ListingColumn("steps", zh: "环节", en: "Steps", inList: false),
      ListingColumn("items", zh: "填写事项", en: "Filled in", inList: false),
      ListingColumn("ground", zh: "终止理由", en: "Ground of the end", inList: false),
    ],
    scopes: Scopes.authorities(andParties: .operator, .developer, .platformOperator))
}
