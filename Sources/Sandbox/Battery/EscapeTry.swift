// SPDX-License-Identifier: Apache-2.0
/// Something a job must not be able to do, and the layer that refuses it.
package struct EscapeTry: Sendable {
  /// How a try is made.
  package enum Form: Sendable {
    /// The body of a Python function that returns whether it could; an `OSError` is a refusal.
    case body(String)
    /// A Python script in a sandbox of its own, under bounds of its own; the runner's receipt
    /// says whether it was held.
    case script(String, SandboxLimits, @Sendable (SandboxReceipt) -> Bool)
    /// SQL, or a command of the shell, after the trusted prologue; it must end the job.
    case sql(String)
    /// SQL in a job of its own, under bounds of its own, which must fail.
    case heavy(String, SandboxLimits)
  }

  /// What is tried, in words.
  package let name: String
  /// The layer that refuses it.
  package let layer: EscapeLayer
  /// How it is made.
  package let form: Form
  /// Whether the same try, made without a sandbox, does no harm and succeeds: made so, it shows
  /// that the battery can fail.
  package let isControl: Bool

  /// Describes a try.
  package init(
    _ name: String, _ layer: EscapeLayer, isControl: Bool = false, _ form: Form
  ) {
    self.name = name
    self.layer = layer
    self.form = form
    self.isControl = isControl
  }

  /// The tries of an engine.
  package static func all(of engine: EscapeEngine) -> [EscapeTry] {
    switch engine {
    case .python: files + sockets + identity + calls + outputs + bounds
    case .duckdb: reading + writing + settings + commands + heavy
    }
  }
}

/// The engines the battery is made for.
package enum EscapeEngine: String, Sendable, Codable, CaseIterable {
  /// SQL by DuckDB.
  case duckdb
  /// Python.
  case python
}
