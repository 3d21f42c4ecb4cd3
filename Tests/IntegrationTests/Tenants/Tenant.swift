// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Scenarios

/// One operator with an agreement and a scenario of its own, and what it did in the domain.
struct Tenant: Sendable {
  /// The person who acts for it.
  let person: String
  /// Under which name its programs read its data.
  let table: String
  /// Between what its readings lie; nobody else's do.
  let readings: ClosedRange<Int>
  /// What its steps saved.
  var values = ScenarioValues()
  /// The records that are nobody's but its own, by the plural of their listing.
  var records: [String: [String]] = [:]
  /// What its failing programs were told, by program.
  var failures: [String: JSON] = [:]

  /// A text that a step saved.
  func text(_ name: String) -> String { values.named[name]?.string ?? "" }

  /// Words that only its own workspace holds.
  var words: [String] {
    records.values.joined() + [table, title, text("account.\(person)"), text("upload")]
  }

  /// The title of its plan.
  var title: String { "\(table)-plan" }

  /// A table of readings as a file.
  var file: String {
    var lines = ["uscc,month,kwh"]
    for subject in 0..<40 {
      for month in 1...6 {
        let code = ScenarioCodes.organisation(2_000 + subject)
        lines.append("\(code),2025-0\(month)-01,\(readings.lowerBound + subject * 7 + month)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// SQL that fails when there is any table but its own and its output, or a reading of somebody
  /// else.
  var query: String {
    """
    SELECT CASE WHEN (SELECT count(*) FROM information_schema.tables
        WHERE table_name <> '\(table)' AND table_catalog <> 'result') > 0 THEN error('tables')
      WHEN min(kwh) < \(readings.lowerBound) OR max(kwh) > \(readings.upperBound)
      THEN error('readings') ELSE count(*) END AS n FROM \(table)
    """
  }

  /// A program that looks for another tenant's words wherever it can read, and fails by them; and
  /// that finds its own.
  func search(for other: Tenant) -> String {
    let ids = ["scenario", "grant", "resource", "organisation.\(other.person)", "upload"]
    // Backwards: the text of the program lies where it looks, too.
    let words = (ids.map(other.text) + [other.table, other.title]).map { word in
      "'\(String(word.reversed()))'"
    }
    return """
      import duckdb, os, sys
      words = [word[::-1] for word in [\(words.joined(separator: ", "))]]
      own = '\(String(table.reversed()))'[::-1]
      def read(path):
          try:
              with open(path, 'rb') as file:
                  return file.read(1 << 20).decode('latin-1')
          except OSError:
              return ''
      texts = [repr(dict(os.environ)), repr(sys.argv), os.uname().nodename]
      for base in ('/in', '/out', '/tmp', '/run', '/var', '/home', '/etc', '/dev/shm',
                   '/sys/fs/cgroup'):
          for folder, folders, files in os.walk(base):
              texts += folders + files
              texts += [read(os.path.join(folder, name)) for name in files[:200]]
      def names(folder):
          try:
              return os.listdir(folder)
          except OSError:
              return []
      for process in ['self'] + [name for name in names('/proc') if name.isdigit()]:
          for name in ('cmdline', 'environ', 'mountinfo', 'cgroup', 'comm', 'maps', 'net/unix'):
              texts.append(read('/proc/%s/%s' % (process, name)))
      if any(word in text for word in words for text in texts):
          sys.exit('found')
      if not any(own in text for text in texts):
          sys.exit('blind')
      low, high = duckdb.sql("SELECT min(kwh), max(kwh) FROM '/in/%s.parquet'" % own).fetchone()
      if low < \(readings.lowerBound) or high > \(readings.upperBound):
          sys.exit('readings')
      with open('/out/result.csv', 'w') as file:
          file.write('n\\n%d\\n' % len(texts))
      """
  }
}
