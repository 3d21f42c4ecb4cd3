// SPDX-License-Identifier: Apache-2.0
package import Core

/// An action type in the list of all actions.
package struct AnyAction: Sendable {
  /// Its declaration.
  package let info: ActionInfo
  /// Reads the fields into something that can decide.
  package let prepare: @Sendable (JSON) -> Result<PreparedAction, FieldProblems>

  /// Lists an action type.
  package init<A: Action>(_ type: A.Type) {
    info = A.spec.info
    prepare = { json in
      A.spec.read(json).map { action in
        PreparedAction { read, context in
          try action.decide(action.facts(read, context), context)
        }
      }
    }
  }
}

/// An action with its fields read, ready to decide within the writer's transaction.
package struct PreparedAction: Sendable {
  /// Reads the facts and decides.
  package let decide: @Sendable (any RecordReader, Context) throws -> Decision
}
