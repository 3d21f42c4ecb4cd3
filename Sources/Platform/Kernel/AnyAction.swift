// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// An action type in the list of all actions.
package struct AnyAction: Sendable {
  /// Its declaration.
  package let info: ActionInfo
  /// Reads the fields and does the slow work; what comes back can decide.
  package let prepare:
    @Sendable (JSON, any RandomSource) throws -> Result<PreparedAction, FieldProblems>

  /// Lists an action type.
  package init<A: Action>(_ type: A.Type) {
    info = A.spec.info
    prepare = { json, random in
      switch A.spec.read(json) {
      case .failure(let problems): return .failure(problems)
      case .success(let read):
        let action = try read.beforehand(random)
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
