// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sandbox

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
    var call = HostProgram.Call(
      try DatabaseServer.program("psql"),
      ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", "owner", "-d", database])
    call.environment = [
      "PGPASSWORD": DatabaseServer.password, "PGCLIENTENCODING": "UTF8", "PATH": "/usr/bin:/bin",
    ]
    guard try HostProgram.run(call, input: sql).status == 0 else {
      throw DatabaseServer.NotHere(description: "SQL was not taken")
    }
  }
}
