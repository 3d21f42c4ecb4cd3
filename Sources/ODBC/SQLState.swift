// SPDX-License-Identifier: Apache-2.0

/// What the codes of failures mean (ISO/IEC 9075-2, ODBC 3.8 appendix A).
enum SQLState {
  /// Words for a code, as exact as the code is.
  static func words(_ state: String, _ step: DatabaseFault.Step) -> String {
    switch state {
    case "IM002", "IM003", "01000": return "there is no such data source, or no such driver here"
    case "08001" where step == .connecting, "HY000" where step == .connecting:
      return "no connection: look at address, database, user and password"
    case "25006": return "the query would write, and only reading is allowed"
    case "42S02", "42P01": return "there is no such table, or it may not be read"
    case "42S22", "42703": return "there is no such column"
    case "42S21", "42701", "42702": return "two columns have the same name"
    case "42501": return "this user may not read that"
    case "22021", "22P05": return "a text is not in the encoding that the database declares"
    case "HYT00", "HYT01": return "the database did not answer in time"
    case "57014": return "the database broke the query off"
    default: break
    }
    switch state.prefix(2) {
    case "08": return "the connection is lost"
    case "28": return "the database refuses this user or password"
    case "22": return "the database cannot compute a value of the query"
    case "40": return "the database rolled the transaction back"
    case "42": return "the database does not understand the query"
    case "53", "54": return "the database is at a limit of its own"
    case "57": return "the database is shutting down"
    default: return "the database gave up"
    }
  }
}
