// SPDX-License-Identifier: Apache-2.0
package import Core

/// An action type in the list of all actions.
package struct AnyAction: Sendable {
  /// Its declaration.
  package let info: ActionInfo
  /// Whether the present rules decide whatever the record acted upon hangs on.
  package let goesByPresentRules: Bool
  /// Whether it has slow work, which belongs on a thread of its own.
  package let isSlow: Bool
  /// Reads the fields and does the slow work; what comes back can decide.
  package let prepare: @Sendable (JSON, Preparation) throws -> Result<PreparedAction, FieldProblems>

  /// Lists an action type.
  package init<A: Action>(_ type: A.Type) {
    self.init(type, isSlow: false) { action, _ in action }
  }

  /// Lists an action type with slow work.
  package init<A: SlowAction>(_ type: A.Type) {
    self.init(type, isSlow: true) { action, preparation in try action.beforehand(preparation) }
  }

  private init<A: Action>(
    _ type: A.Type, isSlow: Bool, _ work: @escaping @Sendable (A, Preparation) throws -> A
  ) {
    info = A.spec.info
    goesByPresentRules = A.goesByPresentRules
    self.isSlow = isSlow
    prepare = { json, preparation in
      switch A.spec.read(json) {
      case .failure(let problems): return .failure(problems)
      case .success(let read):
        let action = try work(read, preparation)
        return .success(
          PreparedAction { read, context in
            try action.decide(action.facts(read, context), context)
          })
      }
    }
  }
}

/// An action with its fields read, ready to decide within the writer's transaction.
package struct PreparedAction: Sendable {
  /// Reads the facts and decides.
  package let decide: @Sendable (any RecordReader, Context) throws -> Decision
}
