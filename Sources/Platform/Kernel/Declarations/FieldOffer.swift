// SPDX-License-Identifier: Apache-2.0

/// Where a form finds what can be filled into a field, so that nobody types a code or an id.
///
/// It says nothing about what is allowed: the decision does.
package enum FieldOffer: Sendable, Hashable {
  /// What a list of the place's rules names.
  case rules(RuleList)
  /// Records of several tables.
  case records([String])
  /// Records of the field's table that are in a state.
  case recordsIn(state: String)
  /// A part of the step of a case that is to be done.
  case step(StepPart)
  /// Nothing: a digest that is compared and is not that of a paper to hand in.
  case typed
  /// What a record that the form names has already, such as the criteria of a call.
  case record(RecordPart)

  /// A part of a step.
  package enum StepPart: Sendable, Hashable {
    /// The steps that can be done now.
    case open
    /// What the step can end with, and what follows.
    case outcomes
    /// What must be handed in.
    case materials
    /// The sections of the plan, where the step fills them in.
    case plan
    /// The day for the next step, where it is set in each case.
    case due
  }

  /// A part of a record.
  package enum RecordPart: Sendable, Hashable {
    /// The materials that a call lists.
    case callMaterials
    /// The criteria of a call.
    case callCriteria
    /// The applications to a call.
    case callApplications
    /// The entries that a call offers.
    case callEntries
    /// The numbers of the objections to a notice.
    case objections
    /// The columns of a resource.
    case resourceColumns
  }
}
