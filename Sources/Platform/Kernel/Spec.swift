// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// The static declaration of an action.
package struct Spec<A: Action>: Sendable {
  /// What is known without the type.
  package let info: ActionInfo
  /// Reads the action from its fields, or says what is wrong with each.
  package let read: @Sendable (JSON) -> Result<A, FieldProblems>

  /// Declares an action. A field that drifts from the initialiser does not compile.
  ///
  /// - Parameters:
  ///   - name: noun, dot, verb, such as `agreement.sign`.
  ///   - capacities: those that may do it; `.system` alone for the platform's own reports.
  ///   - clauses: the clauses that it serves.
  ///   - on: the table of the record that it acts upon, for "next possible actions".
  ///   - inStates: the states of that record in which it can be done; outside of them its decision
  ///     refuses, which the tests try wherever they see it allowed.
  package init<each V: FieldValue>(
    _ name: String, zh: String, en: String, capacities: Set<Capacity>, clauses: [ClauseID],
    on table: String? = nil, inStates states: ActionStates? = nil,
    fields: repeat Field<each V>,
    make: @escaping @Sendable (repeat each V) -> A
  ) {
    let declared = (repeat each fields)
    var infos: [FieldInfo] = []
    for field in repeat each declared { infos.append(field.info) }
    info = ActionInfo(
      name: name, label: LocalText(zh: zh, en: en), capacities: capacities, clauses: clauses,
      on: table, states: states, fields: infos)
    let names = Set(infos.map(\.name))
    let isByPeople = capacities != [.system]
    read = { json in
      guard let members = json.object else { return .failure(FieldProblems.notAnObject) }
      var problems: [String: FieldProblem] = [:]
      for name in members.keys where !names.contains(name) {
        problems[name] = FieldProblem("field.unknown", zh: "没有这一项", en: "there is no such field")
      }
      func value<W: FieldValue>(_ field: Field<W>) -> W? {
        let json = members[field.info.name]
        switch W.read(json, field.info.bounds) {
        case .success(let value):
          guard isByPeople, let problem = PlainText.problem(json, field.info) else { return value }
          problems[field.info.name] = problem
          return nil
        case .failure(let problem):
          problems[field.info.name] = problem
          return nil
        }
      }
      let values = (repeat value(each declared))
      guard problems.isEmpty else { return .failure(FieldProblems(problems)) }
      guard let action = Self.assemble((repeat each values), make) else {
        return .failure(FieldProblems.notAnObject)
      }
      return .success(action)
    }
  }

  /// Calls the initialiser when every value is there.
  private static func assemble<each V>(
    _ values: (repeat (each V)?), _ make: (repeat each V) -> A
  ) -> A? {
    func unwrap<W>(_ value: W?) throws(MissingValue) -> W {
      guard let value else { throw MissingValue() }
      return value
    }
    do {
      return make(repeat try unwrap(each values))
    } catch {
      return nil
    }
  }
}

/// A value that a problem was reported for.
private struct MissingValue: Error {}

/// What is wrong with the fields of a request, by field.
package struct FieldProblems: Error, Hashable, Sendable {
  /// The problem of each field; the empty name stands for the whole body.
  package let byField: [String: FieldProblem]

  /// Takes problems by field.
  package init(_ byField: [String: FieldProblem]) {
    self.byField = byField
  }

  /// The body is no JSON object.
  package static let notAnObject = FieldProblems([
    "": .type(LocalText(zh: "JSON 对象", en: "a JSON object"))
  ])

  /// The problems as reasons, in the order of field names.
  package var reasons: [Reason] {
    byField.sorted { $0.key < $1.key }.map { name, problem in
      Reason(
        problem.code, zh: problem.message.zh, en: problem.message.en,
        field: name.isEmpty ? nil : name)
    }
  }
}

/// An action's declaration without its type.
package struct ActionInfo: Sendable {
  /// Noun, dot, verb.
  package let name: String
  /// The words in both languages.
  package let label: LocalText
  /// Who may do it.
  package let capacities: Set<Capacity>
  /// The clauses that it serves.
  package let clauses: [ClauseID]
  /// The table of the record acted upon.
  package let on: String?
  /// The states of that record in which it can be done; nil where it has none.
  package let states: ActionStates?
  /// Its fields in order.
  package let fields: [FieldInfo]

  /// The names of its secret fields.
  package var secretFields: Set<String> { Set(fields.filter(\.secret).map(\.name)) }

  /// Whether only the platform itself does it.
  package var isSystem: Bool { capacities == [.system] }
}
