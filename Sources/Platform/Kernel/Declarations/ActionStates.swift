// SPDX-License-Identifier: Apache-2.0
package import Core

/// In which states of the record that it acts upon an action can be done, and in which of them
/// the record waits for it.
package struct ActionStates: Sendable, Hashable {
  /// The member of the record that says in which state it is.
  package let member: String
  /// The states in which the record waits for this action.
  package let duties: Set<String>
  /// The states in which it can be done, those of a duty among them.
  package let all: Set<String>
  /// Every state that the member knows.
  package let known: Set<String>
  /// Where it shows who has done it, if each does it once; nil where it is done once by anybody.
  package let once: OnceEach?

  /// Declares states by their codes, for a member without a type of its own.
  package init(
    member: String, duties: Set<String> = [], all: Set<String>, known: Set<String>,
    once: OnceEach? = nil
  ) {
    self.member = member
    self.duties = duties
    self.all = all.union(duties)
    self.known = known
    self.once = once
  }

  /// The record waits for this action in these states.
  package static func duty<S: RawRepresentable & CaseIterable>(
    _ states: S..., in member: String = "state"
  ) -> ActionStates where S.RawValue == String {
    ActionStates(member: member, duties: codes(states), all: [], known: codes(S.allCases))
  }

  /// It can be done in these states, but nothing waits for it.
  package static func possible<S: RawRepresentable & CaseIterable>(
    _ states: S..., in member: String = "state"
  ) -> ActionStates where S.RawValue == String {
    ActionStates(member: member, all: codes(states), known: codes(S.allCases))
  }

  /// It can be done in every state but these.
  package static func except<S: RawRepresentable & CaseIterable>(
    _ states: S...
  ) -> ActionStates where S.RawValue == String {
    let known = codes(S.allCases)
    return ActionStates(member: "state", all: known.subtracting(codes(states)), known: known)
  }

  /// The state of the record does not matter.
  package static func every<S: RawRepresentable & CaseIterable>(
    _ type: S.Type
  ) -> ActionStates where S.RawValue == String {
    ActionStates(member: "state", all: codes(S.allCases), known: codes(S.allCases))
  }

  /// The same, possible in further states.
  package func orPossible<S: RawRepresentable>(
    _ states: S...
  ) -> ActionStates where S.RawValue == String {
    ActionStates(
      member: member, duties: duties, all: all.union(Self.codes(states)), known: known,
      once: once)
  }

  /// The same, done once by each.
  package func once(_ once: OnceEach) -> ActionStates {
    ActionStates(member: member, duties: duties, all: all, known: known, once: once)
  }

  /// The states in which it is refused.
  package var refused: Set<String> { known.subtracting(all) }

  /// Whether the state of a record lets it be done.
  package func allows(_ record: JSON) -> Bool { all.contains(record[member]?.string ?? "") }

  /// Whether a record waits for it.
  package func isDuty(_ record: JSON) -> Bool { duties.contains(record[member]?.string ?? "") }

  private static func codes<S: RawRepresentable>(
    _ states: some Sequence<S>
  ) -> Set<String> where S.RawValue == String {
    Set(states.map(\.rawValue))
  }
}
