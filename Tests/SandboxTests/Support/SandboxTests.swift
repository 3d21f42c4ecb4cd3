// SPDX-License-Identifier: Apache-2.0
import Testing

/// Everything that needs bubblewrap, DuckDB and Python, one after the other: a battery of jobs
/// that misbehave measures more truly alone.
@Suite(.enabled(if: Fixture.isPossible), .serialized)
enum SandboxTests {}
