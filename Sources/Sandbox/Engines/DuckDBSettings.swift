// SPDX-License-Identifier: Apache-2.0
import Core

/// The settings every DuckDB of the platform starts with, as lines of its command line.
struct DuckDBSettings {
  var limits: SandboxLimits
  var threads: Int

  /// Files it may touch although external access is off.
  var paths: [String] = []

  /// Folders it may touch although external access is off.
  var folders: [String] = []

  /// Stop at the first error, bound memory and scratch, load no code, reach no other file.
  /// External access itself is switched off by the line after what still needs it.
  var opening: String {
    """
    .bail on
    SET threads=\(threads);
    SET memory_limit='\(memoryBytes)B';
    SET temp_directory='/tmp/duckdb';
    SET max_temp_directory_size='\(limits.scratchBytes / 10 * 9)B';
    SET home_directory='/tmp';
    SET autoinstall_known_extensions=false;
    SET autoload_known_extensions=false;
    SET allow_community_extensions=false;
    SET allow_unsigned_extensions=false;
    SET allow_persistent_secrets=false;
    SET allowed_paths=\(Self.list(paths));
    SET allowed_directories=\(Self.list(folders));

    """
  }

  /// What the engine counts against its own limit: four fifths of the job's memory, and of little
  /// memory less, since what it does not count (threads, allocator) was 75 MiB under load.
  private var memoryBytes: UInt64 {
    let most = limits.memoryBytes / 10 * 8
    guard limits.memoryBytes >= 256 << 20 else { return most }
    return min(most, limits.memoryBytes - (112 << 20))
  }

  static let closing = "SET enable_external_access=false;\n"

  /// Statistics of files are not taken for their values. Filters on plain columns still are
  /// skipped by them, so trusted SQL has none.
  static let disbelieving =
    "SET disabled_optimizers='statistics_propagation,compressed_materialization';\n"

  static let locking = "SET lock_configuration=true;\n"

  /// A quoted identifier.
  static func name(_ text: String) -> String { QuotedText.of(text, in: "\"") }

  /// A quoted text.
  static func text(_ text: String) -> String { QuotedText.of(text, in: "'") }

  private static func list(_ texts: [String]) -> String {
    "[" + texts.map { Self.text($0) }.joined(separator: ", ") + "]"
  }
}
