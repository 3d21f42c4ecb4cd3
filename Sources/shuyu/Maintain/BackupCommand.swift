// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Platform
import Store

/// Copies an installation, also while it runs.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "备份 / copy an installation, also while it runs",
    discussion: """
      The log is copied first, then the database by SQLite's online backup, then the vault and the
      edge. The passphrase is not part of a backup: keep it elsewhere.
      """)

  @Argument(help: "a new folder")
  var target: String

  @Option(help: "the data folder")
  var data = "data"

  func run() throws {
    let installation = Installation(data)
    let copy = Installation(target)
    guard !FileManager.default.fileExists(atPath: copy.root.path) else {
      throw ValidationError("`\(target)` exists already")
    }
    guard FileManager.default.fileExists(atPath: installation.database.path) else {
      throw ValidationError("there is no installation in `\(data)`")
    }
    try FileManager.default.createDirectory(
      at: copy.database.deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    // The log first: it may be behind the database, never beyond it. Objects of the vault and
    // closed usage records never change, so they may be newer than the database.
    try take(
      ["office/ledger", "office/log-keys.json", "office/identity-key.json"],
      from: installation, to: copy)
    try PlatformDatabase.copy(from: installation.database.path, to: copy.database.path)
    try take(["domain", "edge"], from: installation, to: copy)
    print("backup written to \(copy.root.path)")
  }

  private func take(
    _ parts: [String], from installation: Installation, to copy: Installation
  ) throws {
    for part in parts {
      let source = installation.root.appending(path: part)
      guard FileManager.default.fileExists(atPath: source.path) else { continue }
      try FileManager.default.copyItem(at: source, to: copy.root.appending(path: part))
    }
  }
}

/// Puts a backup in place of a missing installation.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "恢复 / put a backup in place and check it")

  @Argument(help: "the backup's folder")
  var source: String

  @Option(help: "the data folder, which must not exist")
  var data = "data"

  func run() throws {
    let backup = Installation(source)
    let installation = Installation(data)
    guard FileManager.default.fileExists(atPath: backup.database.path) else {
      throw ValidationError("`\(source)` is no backup")
    }
    guard !FileManager.default.fileExists(atPath: installation.root.path) else {
      throw ValidationError("`\(data)` exists already; move it away first")
    }
    try FileManager.default.copyItem(at: backup.root, to: installation.root)
    let database = try PlatformDatabase(path: installation.database.path, registry: .shuyu)
    let report = try installation.check(database)
    guard report.isEqual else {
      print("the restored state differs from its entries: \(report.differences.first ?? "")")
      throw ExitCode(1)
    }
    print("restored \(report.entries) entries to \(installation.root.path)")
  }
}
