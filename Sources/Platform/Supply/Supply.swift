// SPDX-License-Identifier: Apache-2.0
import Core

/// The noun: scenarios, deliveries, versions of data, grants, and imports.
package enum Supply: Noun {
  /// Its tables.
  package static var records: [AnyRecord] {
    [
      AnyRecord(Scenario.self), AnyRecord(Batch.self), AnyRecord(DatasetVersion.self),
      AnyRecord(Grant.self), AnyRecord(DataImport.self),
    ]
  }

  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(ProposeScenario.self), AnyAction(ReturnScenario.self),
      AnyAction(ResubmitScenario.self), AnyAction(AssessScenario.self),
      AnyAction(ReviewScenario.self), AnyAction(EndScenario.self), AnyAction(DeliverBatch.self),
      AnyAction(AttestBatch.self), AnyAction(DeclineBatch.self),
      AnyAction(ReportBatchStarted.self), AnyAction(ReportBatchAccepted.self),
      AnyAction(ReportBatchRejected.self), AnyAction(ReportBatchDestroyed.self),
      AnyAction(DestroyVersion.self),
      AnyAction(ReportVersionDestroyed.self), AnyAction(ReportVersionFolded.self),
      AnyAction(ReportSegmentsDestroyed.self), AnyAction(RequestGrant.self),
      AnyAction(ApproveGrant.self), AnyAction(RejectGrant.self), AnyAction(RevokeGrant.self),
      AnyAction(ReportGrantStarted.self), AnyAction(ReportGrantMaterialised.self),
      AnyAction(ReportGrantFailed.self), AnyAction(ReportGrantStale.self),
      AnyAction(ReportGrantDestroyed.self), AnyAction(RequestSample.self),
      AnyAction(ReportSampleMade.self), AnyAction(SignSample.self), AnyAction(RequestImport.self),
      AnyAction(ReportImportScanned.self), AnyAction(ReportImportUnfit.self),
      AnyAction(ReviewImport.self), AnyAction(DeliverImport.self), AnyAction(EndImport.self),
      AnyAction(ExpireImport.self), AnyAction(ReportImportDestroyed.self),
    ]
  }

  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      ScenarioProposed.self, ScenarioReturned.self, ScenarioResubmitted.self,
      ScenarioAssessed.self, ScenarioReviewed.self, ScenarioAdmitted.self, ScenarioEnded.self,
      BatchDelivered.self, BatchAttested.self, BatchDeclined.self, BatchStarted.self,
      BatchAccepted.self,
      BatchRejected.self, BatchDestroyed.self,
      VersionDestructionOrdered.self, VersionDestroyed.self,
      VersionFolded.self, SegmentsDestroyed.self,
      GrantRequested.self, GrantDecided.self, GrantRevoked.self, GrantStarted.self,
      GrantMaterialised.self, GrantFailed.self, GrantBecameStale.self, GrantDestroyed.self,
      SampleRequested.self, SampleMade.self, SampleSigned.self, ImportRequested.self,
      ImportScanned.self, ImportFoundUnfit.self, ImportReviewed.self, ImportDelivered.self,
      ImportEnded.self, ImportDestroyed.self,
    ]
  }

  /// Its listings.
  package static var listings: [Listing] {
    [
      SupplyListings.scenarios, SupplyListings.batches, SupplyListings.versions,
      SupplyListings.grants, ImportListing.imports,
    ]
  }
}
