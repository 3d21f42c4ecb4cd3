// SPDX-License-Identifier: Apache-2.0
import Testing

/// Everything that needs bubblewrap and DuckDB, one after the other.
@Suite(.enabled(if: WorkFixture.isPossible), .serialized)
enum WorkTests {}
