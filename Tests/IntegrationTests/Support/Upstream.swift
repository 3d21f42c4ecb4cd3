// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation

/// A system above that takes filings: a small HTTP server of its own, which answers as it is told.
final class Upstream {
  /// Where it answers.
  let address: String
  private let process = Process()
  private let folder: URL

  private static let program = #"""
    import base64, hashlib, http.server, json, sys
    folder = sys.argv[1]
    class Above(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_): pass
        def do_POST(self):
            body = self.rfile.read(int(self.headers['Content-Length']))
            digest = hashlib.sha256(body)
            said = 'sha-256=:' + base64.b64encode(digest.digest()).decode() + ':'
            with open(folder + '/log', 'a') as log:
                log.write(json.dumps({'key': self.headers['Idempotency-Key'],
                    'digest': self.headers['Content-Digest'] == said}) + '\n')
            mode = open(folder + '/mode').read()
            if mode == 'down':
                self.connection.close()
                return
            paper = hashlib.sha256(b'plan').hexdigest()
            answer = {'packageDigest': digest.hexdigest(), 'conclusion': 'filed',
                'receiptNumber': '省备2026-1', 'items': [{'digest': paper, 'conclusion': 'filed'}]}
            if mode == 'other': answer['packageDigest'] = '0' * 64
            if mode == 'partly': answer['items'] = []
            text = b'good day' if mode == 'text' else json.dumps(answer).encode()
            self.send_response({'later': 202, 'busy': 503, 'elsewhere': 307}.get(mode, 200))
            if mode == 'elsewhere': self.send_header('Location', '/elsewhere')
            self.send_header('Content-Length', str(len(text)))
            self.end_headers()
            self.wfile.write(text)
    server = http.server.HTTPServer(('127.0.0.1', 0), Above)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """#

  /// Starts one on a free port.
  init() throws {
    folder = Built.temporary("upstream")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.program, folder.path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw TestProblem("the system above did not start")
    }
    address = "http://127.0.0.1:\(port)/filings"
  }

  /// Says how the next request is answered.
  func answer(_ mode: String) throws {
    try Data(mode.utf8).write(to: folder.appending(path: "mode"))
  }

  /// What it was asked.
  func log() throws -> [JSON] {
    try String(contentsOf: folder.appending(path: "log"), encoding: .utf8).split(separator: "\n")
      .map { try JSON.parse(Array($0.utf8)) }
  }

  /// Ends it.
  func stop() {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }
}
