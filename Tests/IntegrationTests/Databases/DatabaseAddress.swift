// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Where a test's database is, and how to get in.
struct DatabaseAddress: Sendable {
  let kind: DatabaseServer.Kind
  let folder: String

  /// A connection string.
  func connection(
    password: String = DatabaseServer.password, database: String = "town"
  ) -> String {
    switch kind {
    case .postgresql:
      "Driver=PostgreSQL Unicode;Servername=\(folder);Database=\(database);"
        + "Username=\(DatabaseServer.user);Password=\(password)"
    case .mariadb:
      "Driver=MariaDB Unicode;Socket=\(folder)/socket;Database=\(database);"
        + "User=\(DatabaseServer.user);Password=\(password)"
    }
  }

  /// Runs SQL on the running PostgreSQL server as its owner.
  func run(_ sql: String, database: String = "town") throws {
    let input = Pipe()
    let child = Process()
    child.executableURL = URL(filePath: try DatabaseServer.program("psql"))
    child.arguments = [
      "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", "owner", "-d", database,
    ]
    child.environment = [
      "PGPASSWORD": DatabaseServer.password, "PGCLIENTENCODING": "UTF8", "PATH": "/usr/bin:/bin",
    ]
    child.standardInput = input
    child.standardOutput = FileHandle.nullDevice
    try child.run()
    input.fileHandleForWriting.write(Data(sql.utf8))
    try input.fileHandleForWriting.close()
    child.waitUntilExit()
    guard child.terminationStatus == 0 else {
      throw DatabaseServer.NotHere(description: "SQL was not taken")
    }
  }
}
